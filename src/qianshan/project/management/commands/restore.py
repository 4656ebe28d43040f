"""`manage.py restore FILE [--keys FILE]`: run by `./qianshan restore` with the owner's login."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from qianshan.mechanisms.calendar.clock import now
from qianshan.mechanisms.invariants import run_invariants
from qianshan.mechanisms.translog.api import WouldFork
from qianshan.project.backup.archive import BadBackup
from qianshan.project.backup.give_back import WillNotRestore, give_back
from qianshan.project.backup.server import ServerSaysNo
from qianshan.project.settings.database import parse_dsn


class Command(BaseCommand):
    """Put a backup in the place of what is here."""

    help = "Restores a backup; what the public log holds and the database lost is printed as orphaned leaves."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What from."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--keys", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Restore, then run every invariant."""
        app_role = str(parse_dsn(os.environ["DATABASE_URL"])["USER"])
        try:
            give_back(options["file"], options["keys"], app_role=app_role, now=now(), say=self.stdout.write)
        except (BadBackup, WillNotRestore, WouldFork, ServerSaysNo) as error:
            raise CommandError(str(error)) from error
        broken = {name: places for name, places in run_invariants().items() if places}
        for name, places in broken.items():
            self.stdout.write(f"broken: {name}: {places[0].where}: {places[0].words}")
        self.stdout.write("restore: " + ("look at what is broken" if broken else "everything agrees"))
        if broken:
            raise CommandError(", ".join(sorted(broken)))
