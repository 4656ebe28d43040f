"""A donor takes back what is unspent; if the channel says no, the money lies in its fund again."""

import pytest

from qianshan.giving import steps
from qianshan.giving.api import ask_back, gift, refunds_of
from qianshan.giving.models import GiftRefund
from qianshan.mechanisms.acts.api import Actor, NotFound, WrongState
from qianshan.mechanisms.channels.api import RefundState, settle_refund
from qianshan.mechanisms.ledger.api import GiftSpent, fund_figures, trace_gift
from qianshan.mechanisms.notices.models import Notice
from qianshan.mechanisms.translog.models import Leaf
from tests.worlds.giving import GIVEN_AT, open_for_gifts

pytestmark = pytest.mark.django_db
BY = Actor.link("gift", at=GIVEN_AT)
CHANNEL = Actor.channel("wechatpay", at=GIVEN_AT)


def _end(number, state, code=""):
    row = GiftRefund.objects.get(number=number)
    settle_refund(refund_id=row.channel_refund_id, state=state, channel_code=code, by=CHANNEL)


def test_a_part_is_reserved_then_paid_when_the_channel_has_paid():
    world = open_for_gifts()
    code = world.given(10_000)

    number = ask_back(code=code, amount_fen=4_000, reason="", by=BY)

    assert fund_figures(world.plan.fund_id).free == 6_000
    assert steps.finish_refunds(GIVEN_AT) == 0
    _end(number, RefundState.DONE)
    assert steps.finish_refunds(GIVEN_AT) == 1
    assert [one.stage for one in refunds_of(gift(code).id)] == ["done"]
    parts = {(part.kind, part.state): part.amount_fen for part in trace_gift(gift(code).inflow_id).parts}
    assert parts[("refund", "paid")] in {240, 3_760}
    assert (
        sum(part.amount_fen for part in trace_gift(gift(code).inflow_id).parts if part.kind == "refund")
        == 4_000
    )
    assert Leaf.objects.filter(kind="gift.refunded", key=number).count() == 1


@pytest.mark.parametrize("state", [RefundState.REFUSED, RefundState.CLOSED])
def test_when_the_channel_says_no_the_fen_are_free_again(state):
    world = open_for_gifts()
    code = world.given(10_000)
    number = ask_back(code=code, amount_fen=10_000, reason="", by=BY)
    assert fund_figures(world.plan.fund_id).free == 0

    _end(number, state, "NOT_ENOUGH")
    steps.finish_refunds(GIVEN_AT)

    assert fund_figures(world.plan.fund_id).free == 10_000
    assert [(one.stage, one.channel_code) for one in refunds_of(gift(code).id)] == [("failed", "NOT_ENOUGH")]
    assert ask_back(code=code, amount_fen=10_000, reason="", by=BY)


def test_an_abnormal_refund_is_not_the_end():
    world = open_for_gifts()
    number = ask_back(code=world.given(), amount_fen=100, reason="", by=BY)

    _end(number, RefundState.ABNORMAL)

    assert steps.finish_refunds(GIVEN_AT) == 0
    _end(number, RefundState.DONE)
    assert steps.finish_refunds(GIVEN_AT) == 1


def test_finishing_twice_changes_nothing():
    world = open_for_gifts()
    number = ask_back(code=world.given(), amount_fen=100, reason="", by=BY)
    _end(number, RefundState.DONE)
    steps.finish_refunds(GIVEN_AT)

    assert steps.finish_refunds(GIVEN_AT) == 0
    assert Leaf.objects.filter(kind="gift.refunded").count() == 1


def test_the_donor_is_told_when_the_money_has_left():
    world = open_for_gifts()
    number = ask_back(code=world.given(phone="13812345678"), amount_fen=100, reason="", by=BY)
    assert not Notice.objects.filter(template="giving.refunded").exists()

    _end(number, RefundState.DONE)
    steps.finish_refunds(GIVEN_AT)

    assert Notice.objects.filter(template="giving.refunded").count() == 1


def test_more_than_is_unspent_is_refused_with_the_figure():
    world = open_for_gifts()
    code = world.given(10_000)
    ask_back(code=code, amount_fen=9_999, reason="", by=BY)

    with pytest.raises(GiftSpent) as refused:
        ask_back(code=code, amount_fen=2, reason="", by=BY)

    assert refused.value.remaining_fen == 1
    assert GiftRefund.objects.count() == 1


def test_what_is_not_booked_cannot_be_taken_back():
    world = open_for_gifts()
    code = world.order()

    with pytest.raises(WrongState):
        ask_back(code=code, amount_fen=1, reason="", by=BY)
    with pytest.raises(NotFound):
        ask_back(code="QS00000000000", amount_fen=1, reason="", by=BY)
