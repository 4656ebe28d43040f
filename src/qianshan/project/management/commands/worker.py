"""`manage.py worker`: run jobs. A job that a command defers is committed with what the command wrote.

The library's own worker command gives the whole process the worker's connection: a job deferred inside
a job then stands in the queue before its command has committed, another slot takes it, finds nothing and
ends (SMS were lost in this way). Here only fetching and finishing use the worker's connection; what
tasks and commands defer goes through Django's, inside their transaction.
"""

import asyncio
from argparse import ArgumentParser
from typing import Any, cast

from django.core.management.base import BaseCommand
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector


def worker_app() -> App:
    """The application's tasks over a connection of the worker's own."""
    connector = cast("DjangoConnector", app.connector)
    made: App = app.with_connector(connector.get_worker_connector())
    return made


class Command(BaseCommand):
    """Run until SIGTERM; jobs under way are finished."""

    help = "Runs jobs until it is asked to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how many jobs run side by side."""
        parser.add_argument("--concurrency", type=int, default=4)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Open the connection and work."""
        asyncio.run(self._run(options["concurrency"]))

    async def _run(self, concurrency: int) -> None:
        async with worker_app().open_async() as opened:
            await opened.run_worker_async(concurrency=concurrency)
