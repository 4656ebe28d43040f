"""`manage.py log [--adopt | --rebuild]`: what the log is, and the two repairs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.calendar.clock import now
from qianshan.mechanisms.translog.models import Tree
from qianshan.mechanisms.translog.orphans import adopt_published
from qianshan.mechanisms.translog.rebuild import rebuild_tiles
from qianshan.mechanisms.translog.witnessing import published, witnessed


class Command(BaseCommand):
    """Look at the public log and repair it."""

    help = "Shows the public log; takes in what a restored database lost; makes damaged files again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Two repairs, neither by default."""
        repairs = parser.add_mutually_exclusive_group()
        repairs.add_argument("--adopt", action="store_true", help="the database is behind the published log")
        repairs.add_argument(
            "--rebuild", action="store_true", help="files are damaged, the database is whole"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it and say what was done."""
        if options["adopt"]:
            adopted = adopt_published(by=Actor.system("restore", at=now()))
            self.stdout.write(
                f"log: {adopted.placed} leaves got their places, {len(adopted.orphans)} are orphaned"
            )
            for index in adopted.orphans:
                self.stdout.write(f"orphaned leaf {index}")
        elif options["rebuild"]:
            self.stdout.write(f"log: made the files of {rebuild_tiles()} leaves again")
        else:
            newest, seen = published(), witnessed()
            self.stdout.write(
                f"log: {newest.checkpoint.size if newest else 0} leaves published,"
                f" {seen.size if seen else 0} witnessed, {Tree.objects.get(pk=1).size} in the database"
            )
