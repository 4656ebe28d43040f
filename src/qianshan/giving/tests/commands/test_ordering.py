"""A gift is ordered behind the gate, with what a donor chose and no more."""

from datetime import UTC, datetime

import pytest

from qianshan.giving.api import GiftWish, GivingClosed, NameChoice, PayerKind, ReceiptWish, gift, order_gift
from qianshan.giving.commands.ordering import shown_name
from qianshan.giving.models import Gift, ReceiptRequest
from qianshan.mechanisms.acts.api import Actor, BadInput
from qianshan.mechanisms.channels.models import Order
from tests.worlds.fundraising import filed_plan
from tests.worlds.giving import GIVEN_AT, account_of, open_for_gifts
from tests.worlds.organisations import office, qualified_charity

pytestmark = pytest.mark.django_db
BY = Actor.link("give", at=GIVEN_AT)


def test_a_gift_has_an_order_at_the_charitys_own_account():
    world = open_for_gifts()

    code = world.order(5_000, name="李小文", name_choice=NameChoice.MASKED, phone="13812345678")

    row = Gift.objects.get(code=code)
    order = Order.objects.get(pk=row.order_id)
    assert (order.number, order.amount_fen, order.merchant_id) == (code, 5_000, world.merchant.id)
    assert (row.shown_name, row.amount_shown, row.cost_fen) == ("李*文", False, 300)
    assert "李小文".encode() not in bytes(row.name_sealed)
    view = gift(code)
    assert (view.paid_at, view.booked_at) == (None, None)


def test_a_gift_without_any_name_belongs_to_no_person():
    world = open_for_gifts()

    assert Gift.objects.get(code=world.order()).donor_id is None


def test_two_gifts_of_one_phone_belong_to_one_person():
    world = open_for_gifts()

    donors = {Gift.objects.get(code=world.order(phone="138 1234 5678")).donor_id for _ in range(2)}

    assert len(donors) == 1
    assert None not in donors


def test_before_the_activity_starts_nothing_is_taken():
    world = open_for_gifts()

    with pytest.raises(GivingClosed, match="starts on"):
        world.order(at=datetime(2026, 12, 3, 15, 59, tzinfo=UTC))
    assert world.order(at=datetime(2026, 12, 3, 16, 0, tzinfo=UTC))


def test_on_the_last_day_it_is_taken_and_the_day_after_not():
    world = open_for_gifts()

    assert world.order(at=datetime(2027, 6, 30, 15, 59, tzinfo=UTC))
    with pytest.raises(GivingClosed, match="ended on"):
        world.order(at=datetime(2027, 6, 30, 16, 0, tzinfo=UTC))


def test_a_plan_on_no_designated_platform_takes_nothing():
    registrar = office()
    house = qualified_charity(registrar)
    account_of(house)
    plan = filed_plan(house, registrar)

    with pytest.raises(GivingClosed, match="No designated platform"):
        order_gift(wish=GiftWish(plan.id, 100), by=BY)


def test_a_charity_without_an_account_at_the_channel_takes_nothing():
    world = open_for_gifts()

    with pytest.raises(GivingClosed, match="no receiving account"):
        world.order(channel="alipay")


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"amount_fen": 0}, "amount"),
        ({"amount_fen": 500_000_001}, "amount"),
        ({"name_choice": NameChoice.FULL}, "name"),
        ({"name": "名" * 61}, "name"),
        ({"phone": "12345"}, "phone"),
        ({"receipt": ReceiptWish(PayerKind.PERSON, "李小文")}, "phone"),
        ({"receipt": ReceiptWish(PayerKind.PERSON, " "), "phone": "13812345678"}, "payer_name"),
        ({"receipt": ReceiptWish(PayerKind.PERSON, "李", "520"), "phone": "13812345678"}, "payer_number"),
        ({"receipt": ReceiptWish(PayerKind.UNIT, "某公司", ""), "phone": "13812345678"}, "payer_number"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(wish, field):
    world = open_for_gifts()

    with pytest.raises(BadInput) as refused:
        world.order(**wish)

    assert refused.value.field == field
    assert not Gift.objects.exists()


def test_a_wish_for_a_receipt_is_sealed():
    world = open_for_gifts()

    world.order(2_000, phone="13812345678", receipt=ReceiptWish(PayerKind.PERSON, "李小㵲"))

    request = ReceiptRequest.objects.get()
    assert (request.state, request.amount_fen, request.payer_kind) == ("wished", 2_000, "person")
    assert "李小㵲".encode() not in bytes(request.payer_sealed)


@pytest.mark.parametrize(
    ("name", "choice", "shown"),
    [
        ("李小文", NameChoice.FULL, "李小文"),
        ("李小文", NameChoice.MASKED, "李*文"),
        ("李文", NameChoice.MASKED, "李*"),
        ("李小文", NameChoice.ANONYMOUS, ""),
    ],
)
def test_the_roll_shows_what_the_donor_chose(name, choice, shown):
    assert shown_name(name, choice) == shown
