"""`manage.py installation --demo small|large|none`: say once what this database is."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from qianshan.mechanisms.acts.models import Installation


class Command(BaseCommand):
    """Write the one row that makes a database a practice one or a real one, for ever; owner only."""

    help = "Writes what this database is; cannot be changed afterwards."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the kind."""
        parser.add_argument("--demo", choices=("small", "large", "none"), required=True)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write it, or accept that it stands there already with the same answer."""
        practice = options["demo"] != "none"
        row, made = Installation.objects.get_or_create(
            id=1, defaults={"practice": practice, "name": "practice" if practice else "province"}
        )
        if not made and row.practice != practice:
            kind = "practice" if row.practice else "real"
            raise CommandError(
                f"this database is a {kind} one and stays so: use another folder with --data DIR"
            )
