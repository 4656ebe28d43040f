"""`manage.py load_divisions`: load the province's divisions when there are none."""

from typing import Any

from django.core.management.base import BaseCommand

from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.calendar.clock import now
from qianshan.mechanisms.divisions.loading import load_divisions


class Command(BaseCommand):
    """Load divisions once; safe to run again."""

    help = "Loads the province's administrative divisions; does nothing when they are there."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Load them and say how many."""
        count = load_divisions(by=Actor.system("divisions.load", at=now()))
        self.stdout.write(f"divisions: {count} loaded" if count else "divisions: there already")
