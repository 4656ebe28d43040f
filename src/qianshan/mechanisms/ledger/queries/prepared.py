"""A cursor that prepares: hot reads bind on the server and keep their plan, which Django's own cursor never does."""

from collections.abc import Sequence
from typing import Any  # rows of a statement have the types of its columns

import psycopg
from django.db import connection


def rows(statement: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    """Run a prepared read on the current connection and fetch all its rows."""
    connection.ensure_connection()
    raw: psycopg.Connection[tuple[Any, ...]] = connection.connection
    with psycopg.Cursor(raw) as cursor:
        return cursor.execute(statement, values, prepare=True, binary=True).fetchall()
