"""`manage.py guard --app-role NAME`: put the guard on every table, as the owner."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from qianshan.mechanisms.acts.guard import put_on_guard


class Command(BaseCommand):
    """Create triggers and grants from what the models declare; safe to run again."""

    help = "Puts the acts' guard on every table and grants the application its rights."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the application's login."""
        parser.add_argument("--app-role", required=True)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run it and say how many tables are guarded."""
        count = put_on_guard(options["app_role"])
        self.stdout.write(f"guard: {count} tables guarded")
