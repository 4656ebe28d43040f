"""`manage.py invariants`: what `./qianshan check` runs."""

import json
import sys

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from qianshan.mechanisms.invariants.registry import INVARIANTS, run_invariants


class Command(BaseCommand):
    """Run the invariants over the data in one snapshot; exit 1 when one is broken."""

    help = "Check what must always be true of the data."

    def add_arguments(self, parser: CommandParser) -> None:
        """Names, and the machine's form."""
        parser.add_argument("names", nargs="*", help="only these; without names, all")
        parser.add_argument("--json", action="store_true", help="one JSON object on the last line")

    def handle(self, *args: object, **options: object) -> None:
        """Run and print.

        Raises:
            CommandError: a name is unknown.
        """
        names = [str(name) for name in options["names"]]  # type: ignore[attr-defined]  # argparse gives a list
        unknown = sorted(set(names) - set(INVARIANTS))
        if unknown:
            raise CommandError(
                f"no such invariant: {', '.join(unknown)}; known: {', '.join(sorted(INVARIANTS))}"
            )
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            results = run_invariants(names)
        broken = sorted(name for name, found in results.items() if found)
        if options["json"]:
            found = {
                name: [{"where": one.where, "words": str(one.words)} for one in rows]
                for name, rows in results.items()
            }
            self.stdout.write(json.dumps({"broken": broken, "invariants": found}, ensure_ascii=False))
        else:
            for name, rows in results.items():
                self.stdout.write(f"{'BROKEN' if rows else 'ok':6} {name}")
                for one in rows:
                    self.stdout.write(f"       {one.where}: {one.words}")
            self.stdout.write(
                f"{len(results)} invariants, {len(broken)} broken: {', '.join(broken) or 'none'}"
            )
        if broken:
            sys.exit(1)
