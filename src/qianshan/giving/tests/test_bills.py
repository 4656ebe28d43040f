"""The bill of a day has the last word: it brings in what nobody told, and finds what disagrees."""

from datetime import UTC, date, datetime, timedelta

import pytest

from qianshan.mechanisms.acts.api import Actor, BadInput, NotFound
from qianshan.mechanisms.channels.api import bill_differences_of, reconciled, settle_difference, take_bill
from qianshan.mechanisms.channels.models import Bill, BillDifference, Inbox
from qianshan.mechanisms.channels.port import BillRow
from qianshan.mechanisms.channels.reconciling import bills_due
from tests.worlds.giving import GIVEN_AT, open_for_gifts

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 10)
BY = Actor.channel("wechatpay", at=datetime(2026, 12, 11, 3, 0, tzinfo=UTC))


def _line(code, transaction, fen):
    return BillRow(code, transaction, fen, GIVEN_AT)


def test_what_agrees_is_reconciled():
    world = open_for_gifts()
    code = world.order(500)
    transaction = world.pay(code, 500)

    assert take_bill(merchant_id=world.merchant.id, day=DAY, rows=[_line(code, transaction, 500)], by=BY) == 0

    assert reconciled([transaction]) == {transaction: DAY}
    bill = Bill.objects.get()
    assert (bill.payments, bill.paid_fen, bill.brought, bill.differences) == (1, 500, 0, 0)


def test_a_payment_that_nobody_told_is_brought_in_and_booked():
    world = open_for_gifts()
    code = world.order(500)

    take_bill(merchant_id=world.merchant.id, day=DAY, rows=[_line(code, "42001", 500)], by=BY)

    assert Inbox.objects.get(number=code).source == "bill"
    assert world.book().booked == 1


def test_what_the_bill_does_not_hold_or_holds_otherwise_is_a_difference():
    world = open_for_gifts()
    missing, other = world.order(500), world.order(600)
    world.pay(missing, 500)
    transaction = world.pay(other, 600)

    found = take_bill(
        merchant_id=world.merchant.id,
        day=DAY,
        rows=[
            _line(other, transaction, 601),
            BillRow(other, transaction, 100, GIVEN_AT, 0, "CONSOLE1", "503"),
        ],
        by=BY,
    )

    assert found == 3
    told = set(BillDifference.objects.values_list("number", "field", "ours", "theirs"))
    assert told == {
        (missing, "missing_in_bill", "500", "–"),
        (other, "amount_fen", "600", "601"),
        (other, "unknown_refund", "–", "100"),
    }
    waiting = bill_differences_of(world.house.organisation_id)
    assert len(waiting) == 3
    settle_difference(
        difference_id=waiting[0].id, organisation_id=world.house.organisation_id, settlement="渠道已补", by=BY
    )
    assert len(bill_differences_of(world.house.organisation_id)) == 2
    with pytest.raises(NotFound):
        settle_difference(difference_id=waiting[1].id, organisation_id=1, settlement="x", by=BY)
    with pytest.raises(BadInput):
        settle_difference(
            difference_id=waiting[1].id, organisation_id=world.house.organisation_id, settlement=" ", by=BY
        )


def test_a_payment_of_another_day_is_not_missed():
    world = open_for_gifts()
    world.pay(world.order(500), 500, at=GIVEN_AT + timedelta(days=1))

    assert take_bill(merchant_id=world.merchant.id, day=DAY, rows=[], by=BY) == 0


def test_a_bill_is_taken_once():
    world = open_for_gifts()
    for _ in range(2):
        take_bill(merchant_id=world.merchant.id, day=DAY, rows=[], by=BY)

    assert Bill.objects.count() == 1


def test_yesterdays_bill_is_due_from_ten_in_the_morning():
    world = open_for_gifts()
    before, after = datetime(2026, 12, 11, 1, 59, tzinfo=UTC), datetime(2026, 12, 11, 2, 0, tzinfo=UTC)

    assert max(day for _, day in bills_due(before)) == date(2026, 12, 9)
    assert max(day for _, day in bills_due(after)) == DAY
    take_bill(merchant_id=world.merchant.id, day=DAY, rows=[], by=BY)
    assert max(day for _, day in bills_due(after)) == date(2026, 12, 9)
