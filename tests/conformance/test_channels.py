"""One suite for every channel and its look-alike: what orders, queries, refunds and bills must do."""

import itertools
import time
from datetime import UTC, datetime, timedelta

import pytest

from qianshan.mechanisms.calendar.clock import date_of
from qianshan.mechanisms.channels.port import (
    ChannelDown,
    ChannelRefused,
    Method,
    OrderState,
    OrderWanted,
    RefundState,
    RefundWanted,
)

_numbers = itertools.count(1)
NOTIFY = "http://127.0.0.1:9/channels/none/none"


def _number() -> str:
    return f"QSCONF{time.time_ns() % 10**9:09d}{next(_numbers):03d}"


def _wanted(amount_fen=1000, number=None, method=Method.SCAN, minutes=60) -> OrderWanted:
    expires = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=minutes)
    return OrderWanted(number or _number(), amount_fen, "捐给「暖冬行动」", method, expires, NOTIFY)


def _paid(under_test, amount_fen=1000):
    wanted = _wanted(amount_fen)
    under_test.channel.order(under_test.merchant, wanted)
    assert under_test.pay(wanted.number) == 204
    return under_test.channel.query(under_test.merchant, wanted.number).payment


def _back(payment, amount_fen, number=None) -> RefundWanted:
    return RefundWanted(
        number or _number(),
        payment.number,
        payment.transaction,
        amount_fen,
        payment.amount_fen,
        "捐赠人申请",
        NOTIFY,
    )


def _ended(under_test, number):
    for _ in range(60):
        answer = under_test.channel.query_refund(under_test.merchant, number)
        if answer.state is not RefundState.PROCESSING:
            return answer
        time.sleep(0.05)
    raise AssertionError("the refund does not end")


@pytest.mark.parametrize("method", list(Method))
def test_an_order_is_offered_open_and_then_paid(under_test, method):
    wanted = _wanted(5000, method=method)

    offer = under_test.channel.order(under_test.merchant, wanted)

    assert offer.url
    assert offer.until > datetime.now(UTC)
    assert under_test.channel.query(under_test.merchant, wanted.number).state is OrderState.OPEN
    assert under_test.pay(wanted.number) == 204
    answer = under_test.channel.query(under_test.merchant, wanted.number)
    assert answer.state is OrderState.PAID
    assert (answer.payment.number, answer.payment.amount_fen) == (wanted.number, 5000)
    assert answer.payment.merchant_number == under_test.merchant.number
    assert abs(answer.payment.paid_at - datetime.now(UTC)) < timedelta(seconds=10)


def test_the_same_order_again_gives_a_fresh_offer(under_test):
    wanted = _wanted()

    first = under_test.channel.order(under_test.merchant, wanted)
    again = under_test.channel.order(under_test.merchant, wanted)

    assert first.url != again.url


def test_the_same_number_for_another_amount_is_refused(under_test):
    wanted = _wanted(1000)
    under_test.channel.order(under_test.merchant, wanted)

    with pytest.raises(ChannelRefused):
        under_test.channel.order(under_test.merchant, _wanted(2000, number=wanted.number))


def test_an_order_that_the_channel_never_saw_is_unknown(under_test):
    assert under_test.channel.query(under_test.merchant, _number()).state is OrderState.UNKNOWN


def test_a_closed_order_cannot_be_paid(under_test):
    wanted = _wanted()
    under_test.channel.order(under_test.merchant, wanted)

    under_test.channel.close(under_test.merchant, wanted.number)

    assert under_test.channel.query(under_test.merchant, wanted.number).state is OrderState.CLOSED
    with pytest.raises(Exception, match="409"):
        under_test.pay(wanted.number)


def test_a_paid_order_cannot_be_closed(under_test):
    payment = _paid(under_test)

    with pytest.raises(ChannelRefused):
        under_test.channel.close(under_test.merchant, payment.number)


def test_a_part_is_refunded_once_however_often_it_is_asked(under_test):
    payment = _paid(under_test, 10_000)
    wanted = _back(payment, 3_000)

    first = under_test.channel.refund(under_test.merchant, wanted)
    again = under_test.channel.refund(under_test.merchant, wanted)

    assert first.channel_number == again.channel_number
    ended = _ended(under_test, wanted.number)
    assert (ended.state, ended.amount_fen) == (RefundState.DONE, 3_000)
    assert ended.done_at is not None


def test_more_than_was_paid_is_not_refunded(under_test):
    payment = _paid(under_test, 1_000)
    under_test.channel.refund(under_test.merchant, _back(payment, 600))

    with pytest.raises(ChannelRefused):
        under_test.channel.refund(under_test.merchant, _back(payment, 401))


def test_an_unpaid_order_is_not_refunded(under_test):
    wanted = _wanted()
    under_test.channel.order(under_test.merchant, wanted)

    with pytest.raises(ChannelRefused):
        under_test.channel.refund(
            under_test.merchant, RefundWanted(_number(), wanted.number, "", 10, 1000, "", NOTIFY)
        )


def test_a_refund_that_the_channel_never_saw_is_none(under_test):
    assert under_test.channel.query_refund(under_test.merchant, _number()) is None


def test_a_closed_refund_is_told_as_closed(under_test, sandbox):
    payment = _paid(under_test)
    wanted = _back(payment, 500)
    sandbox.fault(f"{under_test.fault}.refund_closed", wanted.number)

    under_test.channel.refund(under_test.merchant, wanted)

    assert _ended(under_test, wanted.number).state is RefundState.CLOSED


def test_an_abnormal_refund_may_still_be_done(under_test, sandbox):
    payment = _paid(under_test)
    wanted = _back(payment, 500)
    sandbox.fault(f"{under_test.fault}.refund_abnormal", wanted.number, value="10")

    under_test.channel.refund(under_test.merchant, wanted)

    assert _ended(under_test, wanted.number).state is RefundState.ABNORMAL
    for _ in range(60):
        if under_test.channel.query_refund(under_test.merchant, wanted.number).state is RefundState.DONE:
            return
        time.sleep(0.05)
    raise AssertionError("never done")


def test_no_money_on_the_account_refuses_the_refund_by_its_code(under_test, sandbox):
    payment = _paid(under_test)
    wanted = _back(payment, 500)
    sandbox.fault(f"{under_test.fault}.refund_not_enough", wanted.number)

    with pytest.raises(ChannelRefused, match="NOT_ENOUGH"):
        under_test.channel.refund(under_test.merchant, wanted)


@pytest.mark.parametrize("fault", ["too_many", "server_error", "bad_gateway", "answer_forged"])
def test_an_answer_that_cannot_be_believed_means_ask_again(under_test, sandbox, fault):
    wanted = _wanted()
    sandbox.fault(f"{under_test.fault}.{fault}", wanted.number)

    with pytest.raises(ChannelDown):
        under_test.channel.order(under_test.merchant, wanted)

    assert under_test.channel.order(under_test.merchant, wanted).url


def test_a_slow_body_is_waited_for(under_test, sandbox):
    wanted = _wanted()
    sandbox.fault(f"{under_test.fault}.slow_body", wanted.number, value="0.3")

    assert under_test.channel.order(under_test.merchant, wanted).url


def test_a_channel_that_is_away_is_down(under_test, settings):
    settings.WECHATPAY_GATEWAYS = ["http://127.0.0.1:9"]

    with pytest.raises(ChannelDown):
        under_test.channel.query(under_test.merchant, _number())


def test_the_second_gateway_answers_when_the_first_is_away(under_test, sandbox, settings):
    settings.WECHATPAY_GATEWAYS = ["http://127.0.0.1:9", sandbox.url]

    assert under_test.channel.query(under_test.merchant, _number()).state is OrderState.UNKNOWN


def test_the_bill_of_a_day_holds_each_payment_and_refund(under_test):
    payment = _paid(under_test, 12_345)
    wanted = _back(payment, 2_345)
    under_test.channel.refund(under_test.merchant, wanted)
    _ended(under_test, wanted.number)

    rows = list(under_test.channel.bill(under_test.merchant, date_of(datetime.now(UTC))))

    paid = [row for row in rows if not row.refund_number]
    back = [row for row in rows if row.refund_number]
    assert [(row.number, row.transaction, row.amount_fen) for row in paid] == [
        (payment.number, payment.transaction, 12_345)
    ]
    assert [(row.number, row.refund_number, row.amount_fen) for row in back] == [
        (payment.number, wanted.number, 2_345)
    ]


def test_a_day_without_business_has_an_empty_bill(under_test):
    assert list(under_test.channel.bill(under_test.merchant, date_of(datetime.now(UTC)))) == []


@pytest.mark.parametrize(("fault", "words"), [("bill_renamed", "商户订单号"), ("bill_hash", "SHA-1")])
def test_a_bill_that_cannot_be_believed_is_refused(under_test, sandbox, fault, words):
    _paid(under_test)
    sandbox.fault(f"{under_test.fault}.{fault}")

    with pytest.raises(Exception, match=words):
        list(under_test.channel.bill(under_test.merchant, date_of(datetime.now(UTC))))


def test_a_bill_with_an_inserted_column_is_read_by_names(under_test, sandbox):
    payment = _paid(under_test, 777)
    sandbox.fault(f"{under_test.fault}.bill_inserted")

    rows = list(under_test.channel.bill(under_test.merchant, date_of(datetime.now(UTC))))

    assert [(row.number, row.amount_fen) for row in rows] == [(payment.number, 777)]


def test_missing_and_unknown_rows_show_in_the_bill(under_test, sandbox):
    first, second = _paid(under_test, 100), _paid(under_test, 200)
    sandbox.fault(f"{under_test.fault}.bill_missing", first.number)
    sandbox.fault(f"{under_test.fault}.bill_unknown")

    rows = list(under_test.channel.bill(under_test.merchant, date_of(datetime.now(UTC))))

    numbers = {row.number for row in rows}
    assert second.number in numbers
    assert first.number not in numbers
    assert len(numbers - {second.number}) == 1
