"""`manage.py backup FILE [--keys FILE]`: run by `./qianshan backup` with the owner's login."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from qianshan.mechanisms.calendar.clock import now
from qianshan.project.backup.archive import BadBackup
from qianshan.project.backup.server import ServerSaysNo
from qianshan.project.backup.take import take_backup


class Command(BaseCommand):
    """Write a backup."""

    help = "Writes database, files and the public log into one checked archive; the keys elsewhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--keys", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Take it."""
        try:
            take_backup(options["file"], options["keys"], now=now(), say=self.stdout.write)
        except (BadBackup, ServerSaysNo) as error:
            raise CommandError(str(error)) from error
