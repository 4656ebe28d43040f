"""What a channel tells: taken once, whatever comes twice, late, forged, wrong, or never."""

import http.client
import urllib.request
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from qianshan.mechanisms.acts.api import Actor, Conflict, NotFound, command, subject
from qianshan.mechanisms.calendar.clock import date_of, now
from qianshan.mechanisms.channels.api import (
    OrderState,
    RefundState,
    add_platform_key,
    ask_order,
    ask_refund,
    ask_refund_outcome,
    close_order,
    mark_done,
    merchant_of,
    refund_lines,
    set_aside_of,
    take_payments,
)
from qianshan.mechanisms.channels.door import LONGEST_BODY
from qianshan.mechanisms.channels.jobs import ask
from qianshan.mechanisms.channels.models import Bill, BillDifference, Inbox, MerchantAccount, Order, Watch
from qianshan.mechanisms.channels.reconciling import reconcile
from qianshan.mechanisms.channels.steps import defer_asking, take_refund_notices


def _by():
    return Actor.job("tests", at=now())


@command("tests.conformance.take")
def _take_payments(*, by):
    found = take_payments(purpose="tests")
    subject("tests.batch", len(found))
    mark_done(row.inbox_id for row in found)
    return found


def _take():
    """Take and finish in one act, as a slice's booking does."""
    return _take_payments(by=_by())


def _arrived(house, number, count=1):
    house.wait(lambda: Inbox.objects.filter(number=number).count() >= count)


def _send(listening, path, *, method="POST", body=b"{}", headers=None):
    address = urlsplit(listening.url)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=5)
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    content = answer.read().decode()
    connection.close()
    return answer.status, content


def test_a_payment_is_taken_and_fits_its_order(house):
    order_id, number = house.offered(5000)
    house.pay(number)
    _arrived(house, number)

    [found] = _take()

    assert (found.order_id, found.number, found.amount_fen, found.channel) == (
        order_id,
        number,
        5000,
        "wechatpay",
    )
    row = Inbox.objects.get(number=number)
    assert (row.state, row.source) == (1, "notification")
    assert b"TRANSACTION.SUCCESS" in bytes(row.body)
    assert row.opened == ""  # the raw body holds it, for whoever has the account's key
    house.wait(lambda: house.notices(number)[0]["last"] == "204")


def test_a_notification_that_comes_twice_at_once_is_one_payment(house):
    _order_id, number = house.offered()
    house.sandbox.fault("wechat.notify_twice", number)
    house.pay(number)
    house.wait(lambda: [notice["last"] for notice in house.notices(number)] == ["204", "204"])

    assert len(_take()) == 1
    assert Inbox.objects.filter(number=number).count() == 1


def test_a_replayed_notification_changes_nothing(house):
    _order_id, number = house.offered()
    house.sandbox.fault("wechat.notify_replay", number, value="10")
    house.pay(number)
    _arrived(house, number)
    assert len(_take()) == 1

    house.wait(lambda: house.listening.answers.count("204") == 2)

    assert _take() == []
    assert Inbox.objects.filter(number=number).count() == 1


def test_a_notification_a_day_late_is_still_a_payment(house):
    _order_id, number = house.offered()
    house.sandbox.fault("wechat.notify_late", number, value="0.004")
    house.pay(number)
    assert _take() == []

    _arrived(house, number)

    assert [row.number for row in _take()] == [number]


@pytest.mark.parametrize("fault", ["notify_forged", "notify_wrong_serial", "notify_skew"])
def test_what_cannot_be_believed_is_refused_and_the_true_retry_is_taken(house, fault):
    _order_id, number = house.offered()
    house.sandbox.fault(f"wechat.{fault}", number)
    house.pay(number)

    _arrived(house, number)

    assert house.listening.answers[0] == "401"
    house.wait(lambda: house.notices(number)[0]["attempts"] == 2)
    assert len(_take()) == 1


def test_the_channels_probe_with_a_wrong_signature_is_refused(house):
    _order_id, number = house.offered()
    house.sandbox.fault("wechat.notify_probe", number)
    house.pay(number)
    _arrived(house, number)

    house.wait(lambda: len(house.listening.answers) == 2)
    assert house.listening.answers == ["401", "204"]


def test_a_wrong_amount_is_set_aside_and_blocks_nobody(house):
    _wrong_id, wrong = house.offered()
    _right_id, right = house.offered()
    house.sandbox.fault("wechat.notify_amount", wrong, value="1")
    house.pay(wrong)
    house.pay(right)
    _arrived(house, wrong)
    _arrived(house, right)

    assert [row.number for row in _take()] == [right]

    account = MerchantAccount.objects.get(pk=house.merchant_id)
    [aside] = set_aside_of(account.organisation_id)
    assert (aside.number, aside.amount_fen, aside.reason) == (wrong, 1001, "wrong_amount")


def test_a_wrong_merchant_is_set_aside(house):
    _order_id, number = house.offered()
    house.sandbox.fault("wechat.notify_merchant", number)
    house.pay(number)
    _arrived(house, number)

    assert _take() == []
    assert Inbox.objects.get(number=number).reason == "wrong_merchant"


def test_a_payment_of_an_order_that_we_never_opened_is_set_aside(house):
    _order_id, number = house.offered()
    house.pay(number)
    _arrived(house, number)
    Inbox.objects.filter(number=number).update(state=0)
    with_other_number = Inbox.objects.get(number=number)

    assert with_other_number.number == number
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO channels_inbox (channel, key, kind, merchant_id, number, transaction, amount_fen, happened_at,"
            " merchant_number, app_id, refund_state, source, opened) SELECT channel, 'pay:strange', kind, merchant_id,"
            " 'STRANGER1', 'strange', amount_fen, happened_at, merchant_number, app_id, '', source, ''"
            " FROM channels_inbox WHERE number = %s",
            [number],
        )

    assert [row.number for row in _take()] == [number]
    assert Inbox.objects.get(number="STRANGER1").reason == "unknown_order"


def test_what_is_never_notified_is_asked_for_by_the_engine(house, settings):
    settings.CHANNEL_PATIENCE = 0.001
    order_id, number = house.offered(2500)
    house.sandbox.fault("wechat.notify_never", number)
    house.pay(number)

    assert defer_asking(now() + timedelta(seconds=1)) == 1
    ask("order", [order_id])

    assert Inbox.objects.get(number=number).source == "query"
    assert [row.amount_fen for row in _take()] == [2500]
    assert not Watch.objects.filter(kind="order", object_id=order_id).exists()


def test_asking_and_a_late_notification_are_one_payment(house):
    order_id, number = house.offered()
    house.sandbox.fault("wechat.notify_late", number, value="0.004")
    house.pay(number)
    assert ask_order(order_id, now=now()) is OrderState.PAID
    assert len(_take()) == 1

    house.wait(lambda: house.notices(number)[0]["last"] == "204")

    assert _take() == []
    assert Inbox.objects.filter(number=number).count() == 1


def test_a_notification_before_the_order_was_answered_is_taken(house):
    order_id, number = house.order()
    house.sandbox.fault("wechat.pay_at_once", number)
    from qianshan.mechanisms.channels.api import Method, offer

    offer(order_id, method=Method.SCAN, now=now())
    _arrived(house, number)

    assert [row.order_id for row in _take()] == [order_id]


def test_an_order_out_of_time_is_closed_at_the_channel(house):
    order_id, number = house.offered()

    assert ask_order(order_id, now=now() + timedelta(hours=3)) is OrderState.CLOSED

    assert Order.objects.get(pk=order_id).closed_at is not None
    assert not Watch.objects.filter(object_id=order_id, kind="order").exists()
    with pytest.raises(Exception, match="409"):
        house.pay(number)


def test_money_that_came_before_the_closing_still_counts(house):
    order_id, number = house.offered()
    house.pay(number)
    _arrived(house, number)

    close_order(order_id=order_id, by=_by())

    assert [row.order_id for row in _take()] == [order_id]


def test_a_key_change_in_mid_day_refuses_nothing_once_the_key_is_known(house):
    import json

    _order_id, number = house.offered()
    told = json.loads(house.sandbox.post("/wechat/keys/roll")[1])
    add_platform_key(
        merchant_id=house.merchant_id, serial=told["public_key_id"], public_key=told["public_key"], by=_by()
    )
    house.pay(number)

    _arrived(house, number)

    assert len(_take()) == 1


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/channels/wechatpay/{merchant}", b"", 405),
        ("POST", "/channels/wechatpay/1999999999", b"{}", 404),
        ("POST", "/channels/nopay/{merchant}", b"{}", 404),
        ("POST", "/channels/", b"{}", 404),
        ("POST", "/channels/wechatpay/{merchant}", b"{}", 401),
        ("POST", "/channels/wechatpay/{merchant}", b"x" * (LONGEST_BODY + 1), 413),
    ],
)
def test_what_is_no_notification_is_told_so(house, method, path, body, status):
    answer = _send(house.listening, path.format(merchant=house.merchant_number), method=method, body=body)

    assert answer[0] == status
    assert "FAIL" in answer[1]
    assert not Inbox.objects.exists()


def test_other_addresses_go_on_to_django(house):
    assert _send(house.listening, "/healthz", method="GET") == (200, "django")


def test_a_refund_is_asked_notified_and_settled(house):
    order_id, number = house.offered(1000)
    house.pay(number)
    _arrived(house, number)
    refund_id = ask_refund(order_id=order_id, number="TK0001" + number, amount_fen=400, reason="", by=_by())

    assert ask_refund_outcome(refund_id, now=now()) is RefundState.PROCESSING
    house.wait(lambda: take_refund_notices(now()) == 1)

    line = refund_lines([refund_id])[refund_id]
    assert (line.state, line.amount_fen) == ("done", 400)
    assert line.ended_at is not None
    assert not Watch.objects.filter(kind="refund").exists()


def test_a_refund_whose_notification_never_comes_is_polled(house, settings):
    settings.CHANNEL_PATIENCE = 0
    order_id, number = house.offered(1000)
    house.pay(number)
    _arrived(house, number)
    refund_number = "TK0002" + number
    house.sandbox.fault("wechat.notify_never", refund_number)
    refund_id = ask_refund(order_id=order_id, number=refund_number, amount_fen=1000, reason="", by=_by())

    def poll():
        defer_asking(now())
        ask("refund", [refund_id])
        return refund_lines([refund_id])[refund_id].state == "done"

    house.wait(poll)


def test_a_refund_that_the_channel_refuses_ends_with_its_code(house):
    order_id, number = house.offered(1000)
    house.pay(number)
    _arrived(house, number)
    refund_id = ask_refund(order_id=order_id, number="TK0003" + number, amount_fen=1000, reason="", by=_by())
    house.sandbox.fault("wechat.refund_not_enough", "TK0003" + number)

    assert ask_refund_outcome(refund_id, now=now()) is RefundState.REFUSED

    assert refund_lines([refund_id])[refund_id].channel_code == "NOT_ENOUGH"
    again = ask_refund(order_id=order_id, number="TK0004" + number, amount_fen=1000, reason="", by=_by())
    assert ask_refund_outcome(again, now=now()) is RefundState.PROCESSING


def test_more_than_was_paid_is_not_asked_back(house):
    order_id, number = house.offered(1000)
    with pytest.raises(NotFound):
        ask_refund(order_id=order_id, number="TK0005" + number, amount_fen=1, reason="", by=_by())
    house.pay(number)
    _arrived(house, number)
    ask_refund(order_id=order_id, number="TK0006" + number, amount_fen=700, reason="", by=_by())

    with pytest.raises(Conflict, match="fen of this payment are left"):
        ask_refund(order_id=order_id, number="TK0007" + number, amount_fen=301, reason="", by=_by())


def test_secrets_of_an_account_stand_nowhere_in_the_clear(house):
    account = MerchantAccount.objects.get(pk=house.merchant_id)

    assert b"PRIVATE KEY" not in bytes(account.secrets)
    line = merchant_of(account.organisation_id, "wechatpay")
    assert (line.number, line.holder_name) == (house.merchant_number, "测试基金会")


def test_the_bill_of_the_day_brings_in_what_nobody_told(house):
    _order_id, number = house.offered(700)
    house.sandbox.fault("wechat.notify_never", number)
    house.pay(number)

    assert reconcile(house.merchant_id, date_of(now()), now=now()) == 0

    assert Inbox.objects.get(number=number).source == "bill"
    assert [row.amount_fen for row in _take()] == [700]
    assert Bill.objects.get().brought == 1


def test_a_refund_made_on_the_merchants_console_is_found_by_the_bill(house):
    _order_id, number = house.offered(700)
    house.pay(number)
    _arrived(house, number)
    body = f"mchid={house.merchant_number}&number={number}".encode()
    urllib.request.urlopen(house.sandbox.url + "/wechat/", body, timeout=10).close()

    assert reconcile(house.merchant_id, date_of(now()), now=now()) == 1

    assert BillDifference.objects.get().field == "unknown_refund"
