"""`manage.py province --size small`: make the practice province, once, through the real commands."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from qianshan.mechanisms.acts.api import is_practice
from qianshan.mechanisms.calendar import clock
from qianshan.practice.province import make


class Command(BaseCommand):
    """Make it and say in counts what there is."""

    help = "Makes the practice province; refuses in a real database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the size."""
        parser.add_argument("--size", choices=("small",), default="small")

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Run the stages."""
        if not is_practice():
            raise CommandError("this is a real database: it has no practice province, and cannot get one")
        for line in make(clock.now()):
            self.stdout.write(f"  {line}")
            self.stdout.flush()
