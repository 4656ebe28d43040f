"""`manage.py engine`: the process that books, sequences and chains."""

import importlib
import signal
import threading

from django.apps import apps
from django.core.management.base import BaseCommand
from django.utils.module_loading import module_has_submodule

from qianshan.mechanisms.channels.engine import STEPS, run_engine


class Command(BaseCommand):
    """Run the engine until SIGTERM or SIGINT."""

    help = "Run the engine: book gifts, sequence the public log, chain the acts."

    def handle(self, *_args: object, **_options: object) -> None:
        """Load each app's `steps` module, then work."""
        load_steps()
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        self.stdout.write(f"engine: {len(STEPS)} steps: {', '.join(STEPS) or 'none'}")
        run_engine(stop)


def load_steps() -> None:
    """Import `<app>.steps` of every installed app: that registers them."""
    for config in apps.get_app_configs():
        if module_has_submodule(config.module, "steps"):
            importlib.import_module(f"{config.name}.steps")
