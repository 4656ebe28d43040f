"""The door writes the act first, refuses writes outside it, and records refusals."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from qianshan.mechanisms.acts.api import Actor, NotAllowed, acts_on, command, subject
from qianshan.mechanisms.acts.door import COMMANDS, NoSubject
from qianshan.mechanisms.acts.guard import _triggers, guarded_models, rights_of, tables
from qianshan.mechanisms.acts.models import Act, ActRefusal
from qianshan.mechanisms.words import N_, Words

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
BY = Actor.job("tests", at=AT)


@pytest.fixture(autouse=True)
def _forget_commands():
    before = dict(COMMANDS)
    yield
    COMMANDS.clear()
    COMMANDS.update(before)


@pytest.fixture
def things(fresh_db, owner_dsn):
    """A guarded table of the test's own, as `guard` would make it."""
    with psycopg.connect(owner_dsn(fresh_db), autocommit=True) as owner:
        default = "nullif(current_setting('qs.act', true), '')::bigint"
        owner.execute(f"CREATE TABLE things (id int, act_id bigint NOT NULL DEFAULT {default})")
        for statement in _triggers("things"):
            owner.execute(statement)
        owner.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON things TO " + connection.settings_dict["USER"])
    return "things"


def _refused(statement: str) -> str:
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return refused.value.__cause__.sqlstate


@pytest.mark.django_db
def test_a_command_leaves_an_act_with_subject_and_outcome():
    @command("tests.touch")
    def touch(*, by):
        subject("tests.thing", 7, "name")

    touch(by=BY)

    act = Act.objects.get(command="tests.touch")
    assert (act.actor_kind, act.actor_name, act.at) == ("job", "tests", AT)
    assert act.outcome.fields == ["name"]
    assert [line.command for line in acts_on("tests.thing", 7)] == ["tests.touch"]


@pytest.mark.django_db
def test_a_command_inside_a_command_joins_its_act():
    @command("tests.inner")
    def inner(*, by):
        subject("tests.thing", 8)

    @command("tests.outer")
    def outer(*, by):
        inner(by=by)

    outer(by=BY)

    assert Act.objects.get(command="tests.outer").outcome.steps == ["tests.inner"]
    assert not Act.objects.filter(command="tests.inner").exists()


def test_a_refusal_rolls_back_and_is_recorded_once_a_minute(fresh_db):
    @command("tests.refuse")
    def refuse(*, by):
        subject("tests.thing", 9)
        raise NotAllowed(Words(N_("no")), field="name", article="CL art 1")

    for seconds in (0, 5):
        with pytest.raises(NotAllowed):
            refuse(by=Actor.job("tests", at=AT + timedelta(seconds=seconds)))

    assert not Act.objects.filter(command="tests.refuse").exists()
    row = ActRefusal.objects.get(command="tests.refuse")
    assert (row.code, row.field, row.article) == ("not_allowed", "name", "CL art 1")


@pytest.mark.django_db
def test_an_act_cannot_be_changed_or_removed_by_the_application():
    @command("tests.keep")
    def keep(*, by):
        subject("tests.thing", 1)

    keep(by=BY)

    for statement in (
        "UPDATE acts_act SET command = 'x'",
        "DELETE FROM acts_act",
        "TRUNCATE acts_act CASCADE",
    ):
        with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
        assert refused.value.__cause__.sqlstate == "42501"


def test_the_owner_meets_the_trigger_when_he_changes_an_act(fresh_db, owner_dsn):
    @command("tests.keep")
    def keep(*, by):
        subject("tests.thing", 1)

    keep(by=BY)

    with psycopg.connect(owner_dsn(fresh_db)) as owner, pytest.raises(psycopg.DatabaseError) as refused:
        owner.execute("UPDATE acts_act SET command = 'x'")
    assert refused.value.sqlstate == "QSA04"


def test_two_commands_of_one_name_are_refused_at_import():
    @command("tests.twice")
    def first(*, by):
        """Do nothing."""

    with pytest.raises(ValueError, match=r"tests\.twice"):

        @command("tests.twice")
        def second(*, by):
            """Do nothing."""


def test_outside_a_command_nobody_names_a_subject():
    with pytest.raises(LookupError):
        subject("tests.thing", 1)


def test_a_guarded_row_is_stamped_with_its_act(things):
    @command("tests.write")
    def write(*, by):
        subject("tests.thing", 1)
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO things (id) SELECT generate_series(1, 3)")

    write(by=BY)

    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT act_id FROM things")
        assert cursor.fetchall() == [(Act.objects.get(command="tests.write").pk,)]


def test_a_guarded_table_refuses_a_write_without_an_act(things):
    assert _refused("INSERT INTO things (id) VALUES (1)") == "QSA01"
    assert _refused("UPDATE things SET id = 2") == "QSA01"
    assert _refused("DELETE FROM things") == "QSA01"


def test_a_guarded_table_refuses_the_act_of_another_transaction(things):
    @command("tests.before")
    def before(*, by):
        subject("tests.thing", 1)

    before(by=BY)
    old = Act.objects.get(command="tests.before").pk

    assert (
        _refused(f"SELECT set_config('qs.act', '{old}', true); INSERT INTO things (id) VALUES (1)") == "QSA01"
    )


def test_a_row_stamped_with_a_foreign_act_is_refused(things):
    @command("tests.forge")
    def forge(*, by):
        subject("tests.thing", 1)
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO things (id, act_id) VALUES (1, 999)")

    with pytest.raises(DatabaseError) as refused:
        forge(by=BY)
    assert refused.value.__cause__.sqlstate == "QSA02"


def test_a_write_without_a_subject_fails_and_leaves_nothing(things):
    @command("tests.silent")
    def silent(*, by):
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO things (id) VALUES (1)")

    with pytest.raises(NoSubject, match=r"tests\.silent wrote to things"):
        silent(by=BY)
    assert not Act.objects.filter(command="tests.silent").exists()


def test_every_table_is_guarded_or_listed(fresh_db, owner_dsn):
    guarded = guarded_models()

    assert [table for table in tables() if table not in guarded and rights_of(table) is None] == []
