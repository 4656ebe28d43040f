"""Spending over the exchange and the look-alike bank: each fault of the bank, and what the books say after it."""

import csv
import io
import time
import urllib.request
from datetime import timedelta

import pytest

from qianshan.mechanisms.calendar.clock import now
from qianshan.mechanisms.exchange import registry
from qianshan.mechanisms.exchange.api import (
    collect_all,
    deliver_due,
    open_differences,
    parcel,
    read_due,
    use_transport,
)
from qianshan.mechanisms.ledger.api import fund_figures
from qianshan.outside.bank.transport import BankTransport
from qianshan.outside.drop import FileDrop
from qianshan.spending.api import PayeeEntry, enter_payee, send_batch
from qianshan.spending.invariants import orders_and_outflows
from tests.worlds.organisations import AT, office, qualified_charity
from tests.worlds.spending import order, purse

pytestmark = pytest.mark.django_db


@pytest.fixture
def money(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    registrar = office()
    return purse(qualified_charity(registrar), registrar)


@pytest.fixture
def bank(outside):
    before = dict(registry._transports)
    registry._transports.clear()
    use_transport(BankTransport(FileDrop(f"{outside.base_url}/bank", "sandbox-drop-key")))
    yield outside
    registry._transports.clear()
    registry._transports.update(before)


def _sent(money, *amounts, **changes):
    codes = [money.reserved(amount, **changes) for amount in amounts]
    batch = send_batch(codes=codes, by=money.cashier.at())
    deliver_due(AT)
    return batch, codes


def _exchange_until(wanted, seconds=6):
    """Collect and read, as the sweep does, until the condition holds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        at = now()
        deliver_due(at)
        collect_all(at)
        read_due(at)
        if wanted():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come about")


def _state(*codes):
    return [order(code).state for code in codes]


def _paid_fen_by_the_bank(bank):
    table = urllib.request.urlopen(f"{bank.base_url}/bank/payments.csv").read().decode("utf-8-sig")
    return sum(int(row["amount_fen"]) for row in csv.DictReader(io.StringIO(table)) if row["state"] == "S")


def _books_agree(money, bank):
    assert fund_figures(money.plan.fund_id).paid == _paid_fen_by_the_bank(bank)
    assert orders_and_outflows() == []


def test_a_frozen_account_fails_alone(money, bank):
    frozen = enter_payee(
        entry=PayeeEntry(kind="unit", name="从江厨具店", account="62220212341111", bank_name="农信社"),
        by=money.drafter.at(),
    )
    good, bad = money.reserved(100_000), money.reserved(3_000, payee_code=frozen)
    batch = send_batch(codes=[good, bad], by=money.cashier.at())
    deliver_due(AT)

    _exchange_until(lambda: _state(good, bad) == ["paid", "failed"])

    assert order(bad).ended_words == "0103 账户冻结"
    assert parcel("bank", "bank.batch", batch).their_ref.startswith("BK")
    _books_agree(money, bank)


def test_a_result_under_two_names_is_booked_once(money, bank):
    bank.faults.switch("bank.result_twice")
    _, codes = _sent(money, 100_000)

    _exchange_until(lambda: _state(*codes) == ["paid"])
    _exchange_until(lambda: bool(collect_all(now()) == 0))

    _books_agree(money, bank)
    assert open_differences(now(), owner_org_id=money.house.organisation_id) == []


def test_a_held_line_comes_later(money, bank):
    first = money.reserved(100_000)
    second = money.reserved(7_000)
    bank.faults.switch("bank.hold", key=second)
    send_batch(codes=[first, second], by=money.cashier.at())
    deliver_due(AT)
    _exchange_until(lambda: _state(first, second) == ["paid", "sent"])
    _books_agree(money, bank)

    bank.faults.clear("bank.hold", second)

    _exchange_until(lambda: _state(first, second) == ["paid", "paid"])
    _books_agree(money, bank)


def test_a_wrong_amount_stays_at_the_bank_with_an_owner(money, bank):
    code = money.reserved(100_000)
    bank.faults.switch("bank.wrong_amount", key=code)
    send_batch(codes=[code], by=money.cashier.at())
    deliver_due(AT)

    _exchange_until(lambda: open_differences(now(), owner_org_id=money.house.organisation_id))

    assert _state(code) == ["sent"]
    assert fund_figures(money.plan.fund_id).paid == 0


def test_a_busy_bank_gets_the_same_file_again(money, bank):
    bank.faults.switch("bank.busy", times=2)
    batch, codes = _sent(money, 100_000)
    assert parcel("bank", "bank.batch", batch).state == "waiting"

    deliver_due(AT + timedelta(minutes=1))
    deliver_due(AT + timedelta(minutes=10))

    _exchange_until(lambda: _state(*codes) == ["paid"])
    assert parcel("bank", "bank.batch", batch).attempts == 2
    _books_agree(money, bank)


def test_a_refused_batch_frees_its_orders_for_the_next(money, bank):
    bank.faults.switch("bank.refuse", value="超过当日限额", times=1)
    _, codes = _sent(money, 100_000)

    assert _state(*codes) == ["reserved"]

    send_batch(codes=codes, by=money.cashier.at())
    _exchange_until(lambda: _state(*codes) == ["paid"])
    _books_agree(money, bank)
