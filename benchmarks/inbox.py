"""Notifications stored and committed a second, against one-row INSERT commits of the same bytes, 16 connections.

Ours is the product's own statement and row (unique key, three partial or plain indexes, raw body and
opened text), each autocommitted. The reference inserts the same raw body into a bare table with a key.
Every connection is a thread; four processes hold four each.
"""

import multiprocessing
import threading
import time
from datetime import UTC, datetime

import psycopg

from benchmarks.frame import BenchDatabase, Result, interleaved
from benchmarks.reference import plain_insert
from qianshan.mechanisms.channels.inbox import INSERT, inbox_values
from qianshan.mechanisms.channels.port import Merchant, Notice, Payment

PROCESSES, THREADS, ROUNDS, SECONDS = 4, 4, 5, 3.0
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
BODY = b"x" * 1400
OPENED = "x" * 600
MERCHANT = Merchant(1, "wechatpay", "1900000109", 1, "wx0000000000000001", "SERIAL", "", "", {})


def _rows(prefix: str):
    for n in range(10**9):
        number = f"{prefix}{n:08d}"
        paid = Payment(number, f"42000{number}", 1000, AT, MERCHANT.number, MERCHANT.app_id)
        notice = Notice(f"pay:{paid.transaction}", payment=paid, opened=OPENED)
        yield inbox_values(MERCHANT, notice, source="notification", body=BODY)


def _plain(_prefix: str):
    while True:
        yield [BODY]


def _thread(dsn, statement, rows, until, counts):
    with psycopg.connect(dsn, autocommit=True) as connection:
        done = 0
        while time.monotonic() < until:
            connection.execute(statement, next(rows), prepare=True)
            done += 1
    counts.append(done)


def _process(dsn, statement, make, prefix, start, queue):
    counts: list[int] = []
    until = start + SECONDS
    threads = [
        threading.Thread(target=_thread, args=(dsn, statement, make(f"{prefix}{n}"), until, counts))
        for n in range(THREADS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    queue.put(sum(counts))


def rate(dsn: str, statement: str, make, prefix: str) -> float:
    """Commits a second over all connections."""
    context = multiprocessing.get_context("fork")
    queue = context.SimpleQueue()
    start = time.monotonic() + 0.2
    children = [
        context.Process(target=_process, args=(dsn, statement, make, f"{prefix}{n}", start, queue))
        for n in range(PROCESSES)
    ]
    for child in children:
        child.start()
    total = sum(queue.get() for _ in children)
    for child in children:
        child.join()
    return total / (time.monotonic() - start)


def bench(db: BenchDatabase) -> Result:
    rounds = iter(range(100))
    with db.beside("bench_plain") as beside:
        with psycopg.connect(beside, autocommit=True) as owner:
            owner.execute(plain_insert.TABLE)
        found = interleaved(
            ROUNDS,
            ours=lambda: rate(db.app_dsn, INSERT, _rows, f"QS{next(rounds):02d}"),
            reference=lambda: rate(beside, plain_insert.INSERT, _plain, ""),
        )
    settings = {"connections": PROCESSES * THREADS, "threads": THREADS, "processes": PROCESSES, "rounds": ROUNDS,
                "seconds": SECONDS, "body_bytes": len(BODY)}  # fmt: skip
    return Result(found["ours"], found["reference"], "commits/s", settings)
