"""State in one SQLite file; a connection for each thread, WAL, so that a killed sandbox keeps what it promised."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Store:
    """The sandbox's own database; it knows nothing of the product's."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self.file = file
        self._local = threading.local()

    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._local, "connection"):
            connection = sqlite3.connect(self.file, timeout=30, isolation_level=None)
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            self._local.connection = connection
        found: sqlite3.Connection = self._local.connection
        return found

    def schema(self, script: str) -> None:
        """Create what is missing; every statement says IF NOT EXISTS."""
        self._connection().executescript(script)

    def execute(self, statement: str, *values: object) -> sqlite3.Cursor:
        """Run one statement and commit it, or inside `writing()` leave the commit to that."""
        return self._connection().execute(statement, values)

    def rows(self, statement: str, *values: object) -> list[sqlite3.Row]:
        """All rows of a query."""
        return self._connection().execute(statement, values).fetchall()

    def row(self, statement: str, *values: object) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        found: sqlite3.Row | None = self._connection().execute(statement, values).fetchone()
        return found

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction; the only writer while it lasts."""
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
