"""Numbering: which committed leaves get the next places, each exactly once."""

from typing import Any

import psycopg
from django.db import connection

from qianshan.mechanisms.merkle.kernel.numbering import Fresh, Place, Transactions, read_fresh
from qianshan.mechanisms.translog.models import Tree

BATCH = 10_000
LeafRow = tuple[int, bytes, bytes]


def raw_cursor() -> psycopg.Cursor[Any]:
    """A cursor that binds on the server (Django's own binds on the client): binary answers, prepared."""
    connection.ensure_connection()
    assert connection.connection is not None
    cursor: psycopg.Cursor[Any] = psycopg.Cursor(connection.connection)
    cursor.format = psycopg.pq.Format.BINARY
    return cursor


def fresh_leaves(tree: Tree, limit: int = BATCH) -> Fresh[LeafRow]:
    """Read the leaves without a place (id, entry, hash), inside the transaction that locks the tree."""
    cursor = raw_cursor()
    cursor.execute(
        "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, pg_current_xact_id()::text::bigint"
    )
    running = Transactions(*(cursor.fetchone() or (0, 0)))

    def read(first: int, last: int | None, most: int) -> list[LeafRow]:
        cursor.execute(
            "SELECT id, entry, hash FROM translog_leaf WHERE id >= %s AND id <= %s ORDER BY id LIMIT %s",
            [first, last if last is not None else 2**62, most],
        )
        return cursor.fetchall()

    gaps = [(first, last, seen) for first, last, seen in tree.gaps]
    return read_fresh(Place(tree.high, gaps), running, read, limit)
