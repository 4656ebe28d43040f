"""What every benchmark needs: the database, the result, taking turns."""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

import psycopg


@dataclass(frozen=True)
class Result:
    """Ours and the reference in the same unit; `ratio` is ours over reference unless given."""

    ours: float
    reference: float
    unit: str
    settings: dict[str, object] = field(default_factory=dict)
    ratio: float | None = None

    @property
    def quotient(self) -> float:
        return self.ours / self.reference if self.ratio is None else self.ratio


@dataclass(frozen=True)
class BenchDatabase:
    """The throw-away cluster: the product's database as application and as owner, and others beside it."""

    app_dsn: str
    owner_dsn: str

    @classmethod
    def from_environment(cls) -> "BenchDatabase":
        return cls(os.environ["DATABASE_URL"], os.environ["DATABASE_OWNER_URL"])

    def owner(self) -> psycopg.Connection:
        return psycopg.connect(self.owner_dsn, autocommit=True)

    def app(self) -> psycopg.Connection:
        return psycopg.connect(self.app_dsn, autocommit=True)

    @contextmanager
    def beside(self, name: str) -> Iterator[str]:
        """An empty database of this name for a reference, dropped at the end; its owner's DSN."""
        with self.owner() as owner:
            owner.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            owner.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(urlsplit(self.owner_dsn)._replace(path=f"/{name}"))
        finally:
            with self.owner() as owner:
                owner.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def settings(self) -> dict[str, object]:
        with self.owner() as owner:
            shown = {
                name: owner.execute(f"SHOW {name}").fetchone()[0]
                for name in ("server_version", "fsync", "synchronous_commit", "shared_buffers")
            }
        return {"cores": os.cpu_count(), **shown}


def seconds(work: Callable[[], object]) -> float:
    """How long it takes, by the monotonic clock."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def median(values: list[float]) -> float:
    return statistics.median(values)


def interleaved(rounds: int, **works: Callable[[], float]) -> dict[str, float]:
    """Run the works in turn, so that a slow minute of the machine meets all; the median of what each returns."""
    found: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            found[name].append(work())
    return {name: median(values) for name, values in found.items()}
