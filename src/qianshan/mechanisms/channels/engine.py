"""The engine: one process that runs registered steps every 100 ms behind an advisory lock.

Several engines may be started; one works, the others stand by and take over when its
connection ends. A step is `(now) -> int`, the number of things it did; it opens its own
transactions. A step that fails is logged, rests for a while that doubles up to a minute, and
does not stop the others.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import psycopg
from django.db import DatabaseError, close_old_connections, connection

from qianshan.mechanisms.calendar.clock import now

Step = Callable[[datetime], int]
LOCK_KEY = 0x51535F454E47  # "QS_ENG"
PAUSE_SECONDS = 0.1
_LONGEST_REST = 60.0
_STANDBY_SECONDS = 1.0
log = logging.getLogger("qianshan.engine")


@dataclass(slots=True)
class Registered:
    """A step, how often it runs, and how it fares in this process."""

    name: str
    run: Step
    every_seconds: float
    due: float = 0.0
    failures: int = 0


STEPS: dict[str, Registered] = {}


def step(name: str, *, every_seconds: float = 0.0) -> Callable[[Step], Step]:
    """Register a loop step; `every_seconds` 0 means in each round.

    Raises:
        ValueError: two steps share a name.
    """

    def decorate(run: Step) -> Step:
        if name in STEPS:
            raise ValueError(f"two engine steps are named {name}")
        STEPS[name] = Registered(name, run, every_seconds)
        return run

    return decorate


def run_round(at: datetime | None = None) -> int:
    """Run every step that is due once; returns how many things were done."""
    done = 0
    for registered in STEPS.values():
        if registered.due <= time.monotonic():
            done += _run(registered, at or now())
    return done


def _run(registered: Registered, at: datetime) -> int:
    try:
        done = registered.run(at)
    except Exception:
        registered.failures += 1
        rest = min(_LONGEST_REST, PAUSE_SECONDS * 2**registered.failures)
        registered.due = time.monotonic() + rest
        log.exception("step %s failed, rests %.1f s", registered.name, rest)
        close_old_connections()
        return 0
    registered.failures = 0
    registered.due = time.monotonic() + registered.every_seconds
    return done


def run_engine(stop: threading.Event) -> None:
    """Work while this process holds the lock, until `stop` is set."""
    while not stop.is_set():
        try:
            with _lock_connection() as holder:
                _work_while_locked(holder, stop)
        except (psycopg.Error, DatabaseError):
            log.exception("the engine lost its database; it tries again")
            stop.wait(_STANDBY_SECONDS)


def _lock_connection() -> psycopg.Connection:
    parameters = connection.get_connection_params()
    wanted = ("host", "port", "user", "password", "dbname")
    return psycopg.connect(
        **{key: parameters[key] for key in wanted if parameters.get(key)},
        autocommit=True,
        application_name="qianshan-engine",
    )


def _holds(holder: psycopg.Connection) -> bool:
    row = holder.execute("SELECT pg_try_advisory_lock(%s)", [LOCK_KEY]).fetchone()
    return bool(row and row[0])


def _work_while_locked(holder: psycopg.Connection, stop: threading.Event) -> None:
    standing_by = False
    while not _holds(holder):
        if not standing_by:
            log.info("another engine works; standing by")
            standing_by = True
        if stop.wait(_STANDBY_SECONDS):
            return
    log.info("engine works with steps: %s", ", ".join(STEPS))
    while not stop.is_set():
        if not run_round():
            stop.wait(PAUSE_SECONDS)
        holder.execute("SELECT 1")
