"""A changed, removed, added or forgotten act shows in the chain."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import connection

from qianshan.mechanisms.acts.api import Actor, command, subject
from qianshan.mechanisms.acts.chain import broken_chain, chain_acts
from qianshan.mechanisms.acts.door import COMMANDS
from qianshan.mechanisms.acts.models import Act, ChainRun, ChainState
from qianshan.mechanisms.calendar.clock import now

BY = Actor.job("tests", at=datetime(2026, 11, 24, 2, 0, tzinfo=UTC))


@pytest.fixture
def act():
    @command("tests.chain.act")
    def act(*, name, by, reason=""):
        subject("tests.thing", name, "name")

    yield lambda name, reason="": act(name=name, by=BY, reason=reason)
    COMMANDS.pop("tests.chain.act")


@pytest.fixture
def chained(fresh_db, act):
    """Five acts, of which all have their place."""
    for name in ("a", "b", "c"):
        act(name, reason="因为 㵲阳镇")
    chain_acts(now())
    for name in ("d", "e"):
        act(name)
    chain_acts(now())
    assert broken_chain(now=now()) == []
    return Act.objects.count()


@pytest.fixture
def owner(owner_dsn, fresh_db):
    """The database's owner with the triggers asleep: what no right can prevent."""
    with psycopg.connect(owner_dsn(fresh_db), autocommit=True) as connection:
        for table in ("acts_act", "acts_actsubject", "acts_actoutcome"):
            connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield connection


def test_acts_get_consecutive_places(chained):
    assert ChainState.objects.get().size == chained
    assert sum(ChainRun.objects.values_list("count", flat=True)) == chained
    assert chain_acts(now()) == 0


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE acts_act SET reason = 'another' WHERE command = 'tests.chain.act' AND id = (SELECT max(id) FROM acts_act)",
        "UPDATE acts_act SET at = at - interval '1 hour' WHERE id = (SELECT min(id) FROM acts_act)",
        "UPDATE acts_act SET person_id = 7 WHERE id = (SELECT max(id) FROM acts_act)",
        "UPDATE acts_actsubject SET key = 'x' WHERE id = (SELECT max(id) FROM acts_actsubject)",
        "UPDATE acts_actoutcome SET fields = '[]' WHERE act_id = (SELECT max(id) FROM acts_act)",
        "INSERT INTO acts_actsubject (act_id, kind, key) SELECT max(id), 'late', '1' FROM acts_act",
    ],
)
def test_what_the_owner_changes_in_the_trace_shows(chained, owner, change):
    owner.execute(change)

    assert [broken.where.split()[0] for broken in broken_chain(now=now())] == ["act"]


def test_an_act_that_the_owner_removes_shows(chained, owner):
    last = Act.objects.latest("id").pk
    for table, column in (("acts_actsubject", "act_id"), ("acts_actoutcome", "act_id"), ("acts_act", "id")):
        owner.execute(f"DELETE FROM {table} WHERE {column} = %s", [last])

    assert len(broken_chain(now=now())) == 1


def test_a_run_that_the_owner_removes_with_its_acts_shows(chained, owner):
    first = ChainRun.objects.latest("first_index").first_act
    owner.execute("DELETE FROM acts_chainrun WHERE first_act = %s", [first])
    for table, column in (("acts_actsubject", "act_id"), ("acts_actoutcome", "act_id"), ("acts_act", "id")):
        owner.execute(f"DELETE FROM {table} WHERE {column} >= %s", [first])

    assert [broken.where for broken in broken_chain(now=now())] == ["chain"]


def test_an_act_that_was_passed_over_shows_and_one_that_waits_does_not(chained, act):
    act("late")
    later = now() + timedelta(minutes=6)
    assert broken_chain(now=later) == []

    ChainState.objects.update(high=Act.objects.latest("id").pk)

    assert broken_chain(now=now()) == []
    assert len(broken_chain(now=later)) == 1


def test_an_act_that_commits_late_gets_its_place(chained, act):
    parameters = connection.get_connection_params()
    other = psycopg.connect(**{k: parameters[k] for k in ("host", "user", "password", "dbname")})
    other.execute(
        "INSERT INTO acts_act (command, actor_kind, actor_name, origin, reason, at)"
        " VALUES ('tests.slow', 'job', 'tests', '', '', %s)",
        [BY.at],
    )
    act("after")
    assert chain_acts(now()) == 1
    other.commit()
    other.close()

    assert chain_acts(now()) == 1
    assert broken_chain(now=now() + timedelta(minutes=6)) == []


def test_the_application_cannot_rewrite_the_chain(chained):
    for statement in (
        "UPDATE acts_chainrun SET root = ''",
        "DELETE FROM acts_chainrun",
        "DELETE FROM acts_chainstate",
    ):
        with pytest.raises(Exception, match="permission denied"), connection.cursor() as cursor:
            cursor.execute(statement)
