"""COPY of rows that lie ready in memory into the tables that a booked batch fills: inflows and log leaves.

The tables keep all their keys, checks and triggers. One transaction a batch, with the act and the entry that the
tables demand and the new end of the tape. Rows are made before the clock starts.
"""

import hashlib
import itertools
import os
import time
from dataclasses import dataclass

import psycopg

TABLES = ("ledger_inflow", "translog_leaf")
_numbers = itertools.count(time.time_ns() // 1_000_000 * 1_000_000)


@dataclass
class Fund:
    """The fund that the rows go into, and where its tape ends."""

    id: int
    book_id: int
    end: int = 0
    cost_end: int = 0


@dataclass
class Batch:
    """Ready blocks of COPY text; `%` stands where the entry's number goes."""

    inflows: list[tuple[str, str]]
    leaves: bytes
    end: int
    cost_end: int


def make_ready(fund: Fund, count: int, q_bp: int, leaf: tuple[str, int, int]) -> Batch:
    """Rows of `count` gifts after the fund's end; `leaf` is kind, bytes of entry, bytes of record."""
    inflows, leaves = [], []
    kind, entry_size, record_size = leaf
    for _ in range(count):
        number = next(_numbers)
        amount = 100 + number * 37 % 9_900
        hi = fund.end + amount
        cost_hi = q_bp * hi // 10_000
        inflows.append(
            (
                f"{fund.book_id}\t{fund.id}\t",
                f"\t{fund.end}\t{hi}\t{fund.cost_end}\t{cost_hi}\t{q_bp}\t{fund.end}\t{number}\t{number}\tgift\twechat"
                f"\tready{number:020d}\t2026-03-10T04:00:00+00:00\tP\t{number}\tf\tt\n",
            )
        )
        entry = os.urandom(entry_size)
        digest = hashlib.sha256(b"\0" + entry).hexdigest()
        leaves.append(
            f"{kind}\tQS{number:012d}\t\\\\x{entry.hex()}\t\\\\x{digest}\t\\\\x{os.urandom(32).hex()}"
            f"\t\\\\x{os.urandom(record_size).hex()}\n"
        )
        fund.end, fund.cost_end = hi, cost_hi
    return Batch(inflows, "".join(leaves).encode(), fund.end, fund.cost_end)


def copy_ready(connection: psycopg.Connection, fund: Fund, batch: Batch) -> float:
    """Write one batch and commit; the seconds that COPY, the tape's new end and the commit took."""
    total = batch.end
    with connection.cursor() as cursor:
        entry_id = _open(cursor, fund, total)
        block = "".join([f"{head}{entry_id}{tail}" for head, tail in batch.inflows]).encode()
        started = time.perf_counter()
        with cursor.copy(
            "COPY ledger_inflow (book_id, fund_id, entry_id, lo, hi, cost_lo, cost_hi, q_bp, g_lo, nth_cost, nth_prog,"
            " kind, channel, channel_txn_id, received_at, raise_kind, donor_id, name_shown, amount_shown) FROM STDIN"
        ) as copy:
            copy.write(block)
        with cursor.copy("COPY translog_leaf (kind, key, entry, hash, salt, record) FROM STDIN") as copy:
            copy.write(batch.leaves)
        cursor.execute(
            "UPDATE ledger_fund SET tape_end = %s, cost_end = %s WHERE id = %s",
            [batch.end, batch.cost_end, fund.id],
        )
        connection.commit()
        return time.perf_counter() - started


def _open(cursor: psycopg.Cursor, fund: Fund, total: int) -> int:
    cursor.execute(
        "INSERT INTO acts_act (command, actor_kind, actor_name, origin, reason, at)"
        " VALUES ('benchmarks.copy', 'job', 'benchmarks', 'job', '', now()) RETURNING id"
    )
    cursor.execute("SELECT set_config('qs.act', %s, true)", [str(cursor.fetchone()[0])])
    cursor.execute(
        "INSERT INTO ledger_entry (book_id, kind, template, booked_on, happened_on)"
        " VALUES (%s, 'gift', 'T01', '2026-03-10', '2026-03-10') RETURNING id",
        [fund.book_id],
    )
    entry_id = cursor.fetchone()[0]
    line = "(%s, %s, %s, %s, %s, %s, 'wechat', '', '', '', %s, '', '', '', false)"
    cursor.execute(
        "INSERT INTO ledger_line (entry_id, book_id, fund_id, account, side, amount, channel, bank_account, party,"
        f" order_ref, flow, tag, raise_kind, item, agency) VALUES {line}, {line}",
        [
            *(entry_id, fund.book_id, None, "1009", "D", total, "b.in.donation"),
            *(entry_id, fund.book_id, fund.id, "4101", "C", total, ""),
        ],
    )
    return entry_id
