"""Numbering: which committed leaves get the next places, each exactly once.

Leaf ids are drawn before their transaction commits, so a greater id may be seen before a smaller
one: "everything above the last id" would lose leaves. The tree's row therefore keeps `gaps`: ids
below `high` that were not there, each `(first, last, seen)`. A gap is read again in each round until
nobody can fill it any more. Whoever can had his transaction's number before his act, the act
before the leaf, the leaf's id before a greater one was seen; so his number is below that of the
*next* round's own transaction, which is noted as `seen` (0 in the round that found the gap). When
every transaction below it has ended and the gap is still empty, it was rolled back.
A snapshot's xmax will not do as the bound: it is the last *ended* number plus one, and a storm of
four writers lost a leaf by it.
"""

from dataclasses import dataclass
from typing import Any

import psycopg
from django.db import connection

from qianshan.mechanisms.translog.models import Tree

BATCH = 10_000

Gap = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Fresh:
    """Leaves that get their places now, in this order."""

    ids: list[int]
    entries: list[bytes]
    hashes: bytes
    high: int
    gaps: list[Gap]

    def runs(self, first_index: int) -> list[tuple[int, int, int]]:
        """Stretches of consecutive ids: (first index, first leaf, count)."""
        runs: list[tuple[int, int, int]] = []
        for offset, leaf_id in enumerate(self.ids):
            if runs and runs[-1][1] + runs[-1][2] == leaf_id:
                index, first, count = runs[-1]
                runs[-1] = (index, first, count + 1)
            else:
                runs.append((first_index + offset, leaf_id, 1))
        return runs


def raw_cursor() -> psycopg.Cursor[Any]:
    """A cursor that binds on the server (Django's own binds on the client): binary answers, prepared."""
    connection.ensure_connection()
    assert connection.connection is not None
    cursor: psycopg.Cursor[Any] = psycopg.Cursor(connection.connection)
    cursor.format = psycopg.pq.Format.BINARY
    return cursor


def fresh_leaves(tree: Tree, limit: int = BATCH) -> Fresh:
    """Read the leaves without a place, at most `limit`, inside the transaction that locks the tree."""
    cursor = raw_cursor()
    # Asked before the gaps are read: what had ended by then, the reading sees.
    oldest, own = _transactions(cursor)
    rows: list[tuple[int, bytes, bytes]] = []
    gaps: list[Gap] = []
    for first, last, seen in tree.gaps:
        if len(rows) >= limit:
            gaps.append((first, last, seen))
            continue
        found = _read(cursor, first - 1, last, limit - len(rows))
        rows += found
        if not 0 < seen <= oldest or len(rows) >= limit:
            gaps += _between(first, last, seen or own, [row[0] for row in found])
    above = _read(cursor, tree.high, None, limit - len(rows)) if len(rows) < limit else []
    high = above[-1][0] if above else tree.high
    if above:
        gaps += _between(tree.high + 1, high, 0, [row[0] for row in above])
    rows += above
    ids, entries, hashes = zip(*rows, strict=True) if rows else ((), (), ())
    return Fresh(list(ids), list(entries), b"".join(hashes), high, gaps)


def _read(
    cursor: psycopg.Cursor[Any], after: int, until: int | None, limit: int
) -> list[tuple[int, bytes, bytes]]:
    cursor.execute(
        "SELECT id, entry, hash FROM translog_leaf WHERE id > %s AND id <= %s ORDER BY id LIMIT %s",
        [after, until if until is not None else 2**62, limit],
    )
    return cursor.fetchall()


def _transactions(cursor: psycopg.Cursor[Any]) -> tuple[int, int]:
    """The oldest transaction that still runs, and our own."""
    cursor.execute(
        "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, pg_current_xact_id()::text::bigint"
    )
    row = cursor.fetchone()
    assert row is not None
    return row[0], row[1]


def _between(first: int, last: int, seen: int, present: list[int]) -> list[Gap]:
    """The stretches of `[first, last]` without the ids that are present."""
    gaps: list[Gap] = []
    for leaf_id in [*present, last + 1]:
        if leaf_id > first:
            gaps.append((first, leaf_id - 1, seen))
        first = leaf_id + 1
    return gaps
