"""Each invariant finds its own damage: done by the owner with the guards taken off, for that is the only way."""

import json
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from qianshan.mechanisms.ledger.api import Transfer, TransferKind, transfer
from qianshan.mechanisms.ledger.tests.worlds import BANK, BY, book, fund, give, spend, whole

TABLES = ("ledger_fund", "ledger_inflow", "ledger_outflow", "ledger_use", "ledger_entry", "ledger_line")

DAMAGE = {
    "tape.touch": (
        "ALTER TABLE ledger_fund DROP CONSTRAINT fund_ends_with_inflow",
        "UPDATE ledger_fund SET tape_end = tape_end + 5 WHERE name = 'F'",
    ),
    "tape.overlap": (
        "ALTER TABLE ledger_use DROP CONSTRAINT use_no_double_spend",
        "INSERT INTO ledger_use (fund_id, lane, lo, hi, outflow_id, live, act_id)"
        " SELECT fund_id, lane, lo + 1, hi - 1, outflow_id, true, act_id FROM ledger_use WHERE lane = 1 ORDER BY id LIMIT 1",
    ),
    "tape.used": ("UPDATE ledger_fund SET gift_count = gift_count + 1 WHERE name = 'F'",),
    "outflow.sum": ("UPDATE ledger_outflow SET amount = amount + 1 WHERE kind = 'payment'",),
    "gift.sum": ("UPDATE ledger_outflow SET kind = 'transfer', state = 'moved' WHERE kind = 'payment'",),
    "fund.ties": ("UPDATE ledger_line SET account = '2209' WHERE account = '4101'",),
    "entry.zero": ("UPDATE ledger_line SET amount = amount + 1 WHERE account = '5101'",),
    "gift.once": (
        "ALTER TABLE ledger_inflow DROP CONSTRAINT inflow_received_once",
        "UPDATE ledger_inflow SET channel_txn_id = 'same' WHERE kind = 'gift'",
    ),
    "gift.share": ("UPDATE ledger_inflow SET g_lo = g_lo + 10000 WHERE kind = 'gift' AND g_lo > 0",),
    "use.live": (
        "ALTER TABLE ledger_inflow DROP CONSTRAINT inflow_from_live_use",
        "UPDATE ledger_use SET live = false WHERE id IN (SELECT source_use_id FROM ledger_inflow)",
    ),
}


@pytest.fixture
def world(fresh_db):
    """A fund with gifts, payments of both lanes and a transfer."""
    a_book = book()
    f, to = fund(a_book.id, "F", q_bp=600), fund(a_book.id, "to")
    give(f, 1_000, 500, 700)
    spend(f, 600)
    spend(f, 30, "M3", owed_to=BANK)
    transfer(transfer=Transfer(TransferKind.SURPLUS, f, to, 100), by=BY)


@pytest.fixture
def as_owner(world, fresh_db, owner_dsn):
    """The connection of this test is the owner's."""
    app = connection.settings_dict["USER"], connection.settings_dict["PASSWORD"]
    owner = urlsplit(owner_dsn(fresh_db))
    connection.close()
    connection.settings_dict.update(USER=owner.username, PASSWORD=owner.password)
    yield
    connection.close()
    connection.settings_dict.update(USER=app[0], PASSWORD=app[1])


def test_each_invariant_finds_its_damage(as_owner):
    assert whole() == {}

    for name, statements in DAMAGE.items():
        with transaction.atomic():
            with connection.cursor() as cursor:
                for table in TABLES:
                    cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
                for statement in statements:
                    cursor.execute(statement)
            found = whole()
            transaction.set_rollback(True)
        assert name in found, (name, found)

    assert whole() == {}


def test_the_command_says_all_is_well(world, capsys):
    call_command("invariants", "tape.touch", "gift.once", json=True)

    said = json.loads(capsys.readouterr().out)
    assert said == {"broken": [], "invariants": {"gift.once": [], "tape.touch": []}}


def test_the_command_ends_in_1_and_names_what_is_broken(as_owner, capsys):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_fund DISABLE TRIGGER USER")
        cursor.execute("UPDATE ledger_fund SET gift_count = gift_count + 1 WHERE name = 'F'")

    with pytest.raises(SystemExit) as ended:
        call_command("invariants", "tape.used", "tape.touch")

    assert ended.value.code == 1
    assert "BROKEN tape.used" in capsys.readouterr().out


def test_the_command_knows_its_names(world):
    with pytest.raises(CommandError, match=r"no such invariant: tape\.tuch"):
        call_command("invariants", "tape.tuch")
