"""Paid gifts are booked once, in batches, with their leaves; what does not fit is set aside."""

from datetime import timedelta

import pytest
from django.db import DatabaseError

from qianshan.giving import steps
from qianshan.giving.api import gift
from qianshan.giving.commands import booking
from qianshan.giving.models import Batch, Booked
from qianshan.mechanisms.acts.models import Act
from qianshan.mechanisms.channels.models import Inbox
from qianshan.mechanisms.ledger.api import fund_figures, trace_gift
from qianshan.mechanisms.translog.models import Leaf
from tests.worlds.giving import GIVEN_AT, open_for_gifts

pytestmark = pytest.mark.django_db


def test_a_batch_is_one_act_with_tape_leaves_and_rows():
    world = open_for_gifts()
    codes = [world.order(amount) for amount in (10_000, 1, 5_050)]
    for code, amount in zip(codes, (10_000, 1, 5_050), strict=True):
        world.pay(code, amount)

    done = world.book()

    assert (done.booked, done.amount_fen, done.set_aside) == (3, 15_051, 0)
    figures = fund_figures(world.plan.fund_id)
    assert (figures.gift_count, figures.received, figures.free) == (3, 15_051, 15_051)
    assert Leaf.objects.filter(kind="gift.booked", key__in=codes).count() == 3
    assert Act.objects.filter(command="giving.gifts.book").count() == 1
    assert not Inbox.objects.filter(state=0).exists()
    view = gift(codes[0])
    assert (view.paid_at, view.booked_at) == (GIVEN_AT, GIVEN_AT + timedelta(seconds=1))
    assert trace_gift(view.inflow_id).amount_fen == 10_000


def test_the_cost_told_before_paying_is_the_cost_booked_on_a_fresh_fund():
    world = open_for_gifts()

    view = gift(world.given(10_000))

    assert view.cost_fen == 600


def test_booking_again_books_nothing():
    world = open_for_gifts()
    world.given()

    again = world.book()

    assert (again.batch_id, again.booked) == (None, 0)
    assert Batch.objects.count() == 1


def test_a_second_payment_of_one_gift_is_set_aside():
    world = open_for_gifts()
    code = world.given(700)
    world.pay(code, 700)

    done = world.book()

    assert (done.booked, done.set_aside) == (0, 1)
    assert Inbox.objects.filter(number=code, state=2, reason="not_bookable").count() == 1
    assert fund_figures(world.plan.fund_id).received == 700


def test_two_payments_of_one_gift_in_one_batch_book_one():
    world = open_for_gifts()
    code = world.order(700)
    world.pay(code, 700)
    world.pay(code, 700)

    done = world.book()

    assert (done.booked, done.set_aside) == (1, 1)


def test_a_wrong_amount_and_an_unknown_order_hold_up_nobody():
    world = open_for_gifts()
    wrong, right = world.order(700), world.order(800)
    world.pay(wrong, 701)
    world.pay("QSNOBODY00000", 5)
    world.pay(right, 800)

    done = world.book()

    assert done.booked == 1
    assert sorted(Inbox.objects.filter(state=2).values_list("reason", flat=True)) == [
        "unknown_order",
        "wrong_amount",
    ]


def test_the_step_sets_the_guilty_row_aside_and_books_the_rest(monkeypatch):
    world = open_for_gifts()
    codes = [world.order(100 + n) for n in range(3)]
    for number, code in enumerate(codes):
        world.pay(code, 100 + number)
    true_write = booking._write

    def write(booked, by):
        if any(one.code == codes[0] for one, _ in booked):
            raise DatabaseError("guilty")
        return true_write(booked, by)

    monkeypatch.setattr(booking, "_write", write)

    assert steps.book(GIVEN_AT + timedelta(seconds=5)) == 1
    assert steps.book(GIVEN_AT + timedelta(seconds=6)) == 2

    assert Inbox.objects.get(number=codes[0]).reason == "not_bookable"
    assert Booked.objects.count() == 2
    assert steps.book(GIVEN_AT + timedelta(seconds=7)) == 0
