"""Figures of a day: they follow the days of the entries, and as of today they are the kept ones."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.ledger.api import (
    Cost,
    GiftIn,
    Money,
    Payment,
    Refund,
    Transfer,
    TransferKind,
    book_gifts,
    cancel,
    figures_as_of,
    fund_figures,
    mark_confirmed,
    mark_paid,
    money_returned,
    pay,
    refund,
    transfer,
)
from qianshan.mechanisms.ledger.refusals import AlreadyLeft, FlowedOn, GiftSpent, NotEnough
from qianshan.mechanisms.ledger.tests.worlds import BANK, book, fund

pytestmark = pytest.mark.django_db
FIRST = date(2026, 3, 2)
_TXN = count()


def on(day: date) -> Actor:
    return Actor.job("tests", at=datetime(day.year, day.month, day.day, 4, tzinfo=UTC))


def give(fund_id, amount, day, key):
    by = on(day)
    txn = f"as-of-{next(_TXN)}"
    booking = book_gifts(gifts=[GiftIn(key, fund_id, amount, "wechat", txn, by.at)], by=by)
    return booking.booked[0].inflow_id


def test_a_day_shows_what_was_booked_paid_and_confirmed_by_then():
    f = fund(book().id, q_bp=600)
    days = [FIRST + timedelta(days=n) for n in range(8)]
    give(f, 10_000, days[0], 1)
    late = give(f, 5_000, days[1], 2)
    p1 = pay(payment=Payment(f, (Cost("A1", 6_000),)), by=on(days[2]))
    p2 = pay(payment=Payment(f, (Cost("M3", 500),)), by=on(days[2]))
    mark_paid(outflow_ids=[p1.id, p2.id], paid_from=BANK, by=on(days[3]))
    mark_confirmed(outflow_id=p1.id, by=on(days[4]))
    refund(refund=Refund(late, 1_000, paid_from=BANK), by=on(days[5]))
    money_returned(outflow_id=p1.id, amount_fen=250, into=Money("1002", "b.in.other"), by=on(days[6]))

    seen = [figures_as_of([f], day) for day in days]

    assert [one.received for one in seen] == [10_000, *[15_000] * 7]
    assert [one.gift_count for one in seen] == [1, *[2] * 7]
    assert [one.reserved for one in seen] == [0, 0, 6_500, 6_500, 6_500, 6_500, 6_250, 6_250]
    assert [one.paid for one in seen] == [0, 0, 0, 6_500, 6_500, 6_500, 6_250, 6_250]
    assert [one.confirmed for one in seen] == [0, 0, 0, 0, 6_000, 6_000, 5_750, 5_750]
    assert [one.refunded for one in seen] == [0, 0, 0, 0, 0, 1_000, 1_000, 1_000]
    assert [one.free for one in seen] == [10_000, 15_000, 8_500, 8_500, 8_500, 7_500, 7_750, 7_750]
    assert seen[7].cost_paid == 500
    assert [(line.tag, line.paid) for line in seen[7].spent_on] == [("A1", 5_750), ("M3", 500)]


def test_a_cancelled_payment_counts_until_its_red_entry():
    f = fund(book().id)
    give(f, 10_000, FIRST, 1)
    rejected = pay(payment=Payment(f, (Cost("A1", 6_000),)), by=on(FIRST + timedelta(days=1)))
    cancel(outflow_id=rejected.id, by=on(FIRST + timedelta(days=3)))

    seen = [figures_as_of([f], FIRST + timedelta(days=n)).reserved for n in range(5)]

    assert seen == [0, 6_000, 6_000, 0, 0]


def test_several_funds_are_added_up():
    a_book = book().id
    f, g = fund(a_book), fund(a_book, "G")
    give(f, 10_000, FIRST, 1)
    transfer(transfer=Transfer(TransferKind.CHANGE_OF_USE, f, g, 4_000), by=on(FIRST))

    both = figures_as_of([f, g], FIRST)

    assert (both.received, both.moved_in, both.moved_out, both.free) == (10_000, 4_000, 4_000, 10_000)


STEPS = st.lists(
    st.tuples(st.sampled_from("gpmcxrbt"), st.integers(1, 9_000), st.integers(0, 9)), min_size=1, max_size=25
)


class History:
    """Random movements of one fund, a day apart at most."""

    def __init__(self):
        self.book = book().id
        self.fund, self.other = fund(self.book, q_bp=600), fund(self.book, "other")
        self.day, self.key = FIRST, 0
        self.gifts, self.outflows = [give(self.fund, 50_000, FIRST, "0")], []

    def step(self, what, amount, pick):
        self.key += 1
        self.day += timedelta(days=pick % 2)
        by = on(self.day)
        out = self.outflows[pick % len(self.outflows)] if self.outflows else None
        gift = self.gifts[pick % len(self.gifts)]
        try:
            if what == "g":
                self.gifts.append(give(self.fund, amount, self.day, str(self.key)))
            elif what == "p":
                tag = "M3" if pick == 9 else "A1"
                self.outflows.append(pay(payment=Payment(self.fund, (Cost(tag, amount),)), by=by).id)
            elif what == "r":
                refund(refund=Refund(gift, amount, paid_from=BANK), by=by)
            elif what == "t":
                transfer(transfer=Transfer(TransferKind.CHANGE_OF_USE, self.fund, self.other, amount), by=by)
            elif out is not None:
                self.on_outflow(what, out, amount, by)
        except (NotEnough, GiftSpent, AlreadyLeft, FlowedOn):
            pass

    def on_outflow(self, what, out, amount, by):
        from qianshan.mechanisms.acts.api import WrongState

        try:
            if what == "m":
                mark_paid(outflow_ids=[out], paid_from=BANK, by=by)
            elif what == "c":
                mark_confirmed(outflow_id=out, by=by)
            elif what == "x":
                cancel(outflow_id=out, by=by)
            elif what == "b":
                money_returned(outflow_id=out, amount_fen=amount, into=Money("1002", "b.in.other"), by=by)
        except WrongState:
            pass


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_as_of_today_the_figures_are_the_kept_ones_and_days_only_add(steps):
    history = History()
    for step in steps:
        history.step(*step)

    for fund_id in (history.fund, history.other):
        kept = fund_figures(fund_id)
        today = figures_as_of([fund_id], history.day)
        for name in ("gift_count", "given", "received", "refunded", "moved_in", "moved_out", "reserved", "paid",
                     "confirmed", "free"):  # fmt: skip
            assert getattr(today, name) == getattr(kept, name), name
        day = FIRST
        while day <= history.day:
            one = figures_as_of([fund_id], day)
            assert one.confirmed <= one.paid <= one.reserved
            assert one.free >= 0
            assert one.received - one.refunded + one.moved_in - one.moved_out - one.reserved == one.free
            day += timedelta(days=1)
