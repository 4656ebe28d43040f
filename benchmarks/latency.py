"""Reading latency: turns, median and 99th percentile."""

import statistics
import time
from collections.abc import Callable, Sequence

import psycopg


def one_fetch(raw: psycopg.Connection, table: str) -> Callable[[int], object]:
    """One row by primary key, prepared, on the same connection."""
    statement = f"SELECT * FROM {table} WHERE id = %s"

    def fetch(key: int) -> object:
        with psycopg.Cursor(raw) as cursor:
            return cursor.execute(statement, [key], prepare=True).fetchone()

    return fetch


def take_turns(
    keys: Sequence[int], ours: Callable[[int], object], reference: Callable[[int], object]
) -> tuple[list[float], list[float]]:
    """Microseconds of each read, ours and the reference in turn, each key fetched by both; the first tenth warms up."""
    taken: tuple[list[float], list[float]] = ([], [])
    for number, key in enumerate(keys):
        for work, into in ((reference, taken[1]), (ours, taken[0])):
            started = time.perf_counter()
            work(key)
            elapsed = (time.perf_counter() - started) * 1e6
            if number * 10 > len(keys):
                into.append(elapsed)
    return taken


def p50_and_p99(values: list[float]) -> tuple[float, float]:
    cuts = statistics.quantiles(values, n=100)
    return cuts[49], cuts[98]
