"""`manage.py words`: collect; `--check`: fail on gaps; `--compile`: write the `.mo` files."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from qianshan.project import catalogue


class Command(BaseCommand):
    """Keep the Chinese catalogue complete."""

    help = "Collects the sentences of every app; --check fails on a missing, fuzzy or stale entry."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to do; nothing means collect."""
        parser.add_argument("--check", action="store_true")
        parser.add_argument("--compile", action="store_true")
        parser.add_argument("apps", nargs="*", help="folders to collect, such as giving; none means all")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it and say how many."""
        if options["compile"]:
            self.stdout.write(f"words: {catalogue.compile_all()} catalogues compiled")
            return
        if options["check"]:
            self._check()
            return
        chosen = [app for app in catalogue.apps() if not options["apps"] or app.name in options["apps"]]
        for app in chosen:
            catalogue.collect(app)
        open_entries = [gap for app in chosen for gap in catalogue.gaps(app)]
        for gap in open_entries:
            self.stdout.write(str(gap))
        self.stdout.write(f"words: collected; {len(open_entries)} entries to write")

    def _check(self) -> None:
        wrong = [str(gap) for app in catalogue.apps() for gap in catalogue.gaps(app)]
        for app in catalogue.apps():
            wrong += [
                f"{app.name}: not collected or no longer used: {msgid!r}" for msgid in catalogue.stale(app)
            ]
        if wrong:
            raise CommandError("\n".join(wrong))
        self.stdout.write("words: complete")
