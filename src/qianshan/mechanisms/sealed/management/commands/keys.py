"""`manage.py keys --ensure | --new-master | --rewrap | --apply-erasures`: the keys of this installation."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.calendar.clock import now
from qianshan.mechanisms.sealed.commands import apply_erasures, rewrap
from qianshan.mechanisms.sealed.keyring import add_master, ensure

_BATCH = 2000


class Command(BaseCommand):
    """Create the key file, add a master key, wrap data keys anew."""

    help = "Creates or renews the keys that seal personal data."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take exactly one of the four."""
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--ensure", action="store_true", help="create the file when there is none")
        what.add_argument("--new-master", action="store_true", help="add a master key and use it from now on")
        what.add_argument("--rewrap", action="store_true", help="wrap data keys by the current master key")
        what.add_argument(
            "--apply-erasures", action="store_true", help="destroy again what an older backup brought back"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it and say what was done."""
        path = Path(settings.KEY_FILE)
        if options["ensure"]:
            self.stdout.write(f"keys: {'created' if ensure(path) else 'found'} {path}")
        elif options["new_master"]:
            self.stdout.write(f"keys: master key {add_master(path)} is current")
        elif options["apply_erasures"]:
            count = apply_erasures(by=Actor.system("sealed.keys", at=now()))
            self.stdout.write(f"keys: {count} erasures applied again")
        else:
            total = 0
            while count := rewrap(limit=_BATCH, by=Actor.system("sealed.keys", at=now())):
                total += count
            self.stdout.write(f"keys: {total} data keys wrapped anew")
