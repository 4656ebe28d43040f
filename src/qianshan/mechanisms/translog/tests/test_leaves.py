"""Leaves are added in the transaction of what they tell, and stay as they are."""

import json
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from qianshan.mechanisms.acts.api import Actor, command, subject
from qianshan.mechanisms.acts.door import COMMANDS
from qianshan.mechanisms.translog.api import PersonalData, add_leaves
from qianshan.mechanisms.translog.kernel.commitment import opens, parse_entry
from qianshan.mechanisms.translog.models import Leaf

BY = Actor.job("tests", at=datetime(2026, 11, 24, 2, 0, tzinfo=UTC))


@pytest.fixture
def log_records():
    """A command that logs what it is given."""

    @command("tests.translog.log")
    def log(*, kind="gift.booked", records, by=BY):
        subject("tests.gift", "batch")
        return add_leaves(kind, records)

    yield log
    COMMANDS.pop("tests.translog.log")


def _refused(statement):
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return refused.value.__cause__.sqlstate


@pytest.mark.django_db
def test_a_leaf_commits_to_its_record_under_a_random_id(log_records):
    added = log_records(
        by=BY, records=[("QS1", {"code": "QS1", "amount_fen": 1000}), ("QS2", {"code": "QS2"})]
    )

    first, second = Leaf.objects.order_by("id")
    assert added == 2
    assert bytes(first.record) == b'{"amount_fen":1000,"code":"QS1"}'
    assert opens(bytes(first.entry), bytes(first.record), bytes(first.salt))
    assert not opens(bytes(first.entry), b'{"amount_fen":1001,"code":"QS1"}', bytes(first.salt))
    entries = [parse_entry(bytes(leaf.entry)) for leaf in (first, second)]
    assert entries[0].kind == "gift.booked"
    assert entries[0].random_id != entries[1].random_id


@pytest.mark.django_db
def test_a_published_entry_tells_nothing_of_its_record(log_records):
    log_records(by=BY, records=[("QS1", {"code": "QS1", "amount_fen": 1000})] * 2)

    first, second = (bytes(leaf.entry) for leaf in Leaf.objects.order_by("id"))
    assert set(json.loads(first)) == {"commitment", "id", "type"}
    assert json.loads(first)["commitment"] != json.loads(second)["commitment"]
    assert b"QS1" not in first


@pytest.mark.django_db
def test_a_record_with_a_person_in_it_is_refused(log_records):
    with pytest.raises(PersonalData, match="donor_name"):
        log_records(by=BY, records=[("QS1", {"donor_name": "张三"})])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "record", "error"),
    [
        ("Gift", {"code": "QS1"}, ValueError),
        ('gift"', {"code": "QS1"}, ValueError),
        ("gift", {"amount": 0.1}, TypeError),
        ("gift", {"amount_fen": 2**53}, ValueError),
        ("gift", {"day": datetime(2026, 1, 1, tzinfo=UTC)}, TypeError),
    ],
)
def test_what_has_no_canonical_form_is_refused(log_records, kind, record, error):
    with pytest.raises(error):
        log_records(by=BY, kind=kind, records=[("QS1", record)])


def test_outside_a_command_nothing_is_logged():
    with pytest.raises(LookupError):
        add_leaves("gift.booked", [("QS1", {"code": "QS1"})])


@pytest.mark.django_db
def test_the_application_cannot_change_remove_or_number_a_leaf(log_records):
    log_records(by=BY, records=[("QS1", {"code": "QS1"})])

    assert _refused("UPDATE translog_leaf SET record = ''") == "42501"
    assert _refused("DELETE FROM translog_leaf") == "42501"
    assert _refused("INSERT INTO translog_leaf (kind) VALUES ('x')") == "QSA01"


@pytest.mark.django_db
def test_the_database_refuses_a_leaf_with_a_wrong_hash_an_own_id_or_no_salt(log_records):
    @command("tests.translog.forge")
    def forge(*, columns, values, by):
        subject("tests.gift", 1)
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO translog_leaf ({columns}) VALUES ({values})")

    columns = "kind, key, entry, hash, salt, record"
    good_hash, salt = "sha256('\\x0061'::bytea)", "sha256('s')"
    cases = {
        (columns, f"'k', 'k', 'a', sha256('b'), {salt}, 'r'"): "23514",
        (columns, f"'k', 'k', 'a', {good_hash}, 's', 'r'"): "23514",
        ("id, " + columns, f"1, 'k', 'k', 'a', {good_hash}, {salt}, 'r'"): "428C9",
    }
    try:
        for (names, values), state in cases.items():
            with pytest.raises(DatabaseError) as refused:
                forge(columns=names, values=values, by=BY)
            assert refused.value.__cause__.sqlstate == state
        forge(columns=columns, values=f"'k', 'k', 'a', {good_hash}, {salt}, 'r'", by=BY)
    finally:
        COMMANDS.pop("tests.translog.forge")
