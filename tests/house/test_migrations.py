"""The database as it is after all migrations: on every server that we support."""

from pathlib import Path

import pytest
from django.db import connection

from qianshan.mechanisms.acts.guard import guarded_models, rights_of, tables
from qianshan.mechanisms.acts.unguarded import UNGUARDED

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.django_db
def test_every_table_is_guarded_or_listed_with_a_reason():
    guarded = guarded_models()

    assert [table for table in tables() if table not in guarded and rights_of(table) is None] == []
    assert all(len(entry.reason) > 10 for entry in UNGUARDED)


@pytest.mark.django_db
def test_the_application_owns_nothing_and_deletes_no_guarded_row():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = current_user")
        assert cursor.fetchone()[0] == 0
        for table in guarded_models():
            cursor.execute(
                "SELECT has_table_privilege(current_user, %s, 'DELETE, TRUNCATE, TRIGGER')", [table]
            )
            assert cursor.fetchone()[0] is False, table


@pytest.mark.django_db
def test_no_extension_is_needed():
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension WHERE extname <> 'plpgsql'")
        assert cursor.fetchall() == []


def test_nothing_creates_an_extension():
    found = [
        path for path in ROOT.glob("src/**/*.py") if "CREATE EXTENSION" in path.read_text("utf-8").upper()
    ]

    assert found == []
