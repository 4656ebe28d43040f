"""docs/sql-trials.sql, run as the application: everything in it is refused, by the SQLSTATE that it names."""

import re
from pathlib import Path

import psycopg
from django.db import connection

from qianshan.mechanisms.ledger.tests.worlds import book, fund, give

TRIALS = Path(__file__).parents[5] / "docs" / "sql-trials.sql"


def test_the_database_refuses_every_trial(fresh_db):
    give(fund(book().id), 100)
    script = "\n".join(line for line in TRIALS.read_text("utf-8").splitlines() if not line.startswith("\\"))
    connection.ensure_connection()
    heard = []
    settings = connection.get_connection_params()
    keys = ("dbname", "user", "password", "host", "port")
    with psycopg.connect(**{key: settings[key] for key in keys if settings.get(key)}, autocommit=True) as app:
        app.add_notice_handler(lambda notice: heard.append(notice.message_primary))

        app.execute(script)

    assert len(heard) == len(re.findall(r"^SELECT pg_temp\.trial\(", script, re.MULTILINE)) >= 40
    assert all(line.startswith("refused ") for line in heard)
