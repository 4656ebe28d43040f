"""Talking to a channel about an order or a refund: the network first, then a command with the answer."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.channels.commands.orders import close_order, stop_watching, watch_again
from qianshan.mechanisms.channels.commands.refunds import settle_refund
from qianshan.mechanisms.channels.inbox import store
from qianshan.mechanisms.channels.models import Inbox, InboxKind, MerchantAccount, Offered, Order, Refund
from qianshan.mechanisms.channels.port import (
    ChannelDown,
    ChannelRefused,
    Merchant,
    Method,
    Notice,
    Offer,
    OrderState,
    OrderWanted,
    RefundAnswer,
    RefundState,
    RefundWanted,
)
from qianshan.mechanisms.channels.registry import channel, opened
from qianshan.mechanisms.channels.schedule import WATCH_ORDER, WATCH_REFUND

_OFFER_MARGIN = timedelta(seconds=30)


def notify_url(merchant: Merchant) -> str:
    """Where the channel notifies this account."""
    return f"{settings.BASE_URL}/channels/{merchant.channel}/{merchant.number}"


def offer(order_id: int, *, method: Method, now: datetime, payer_address: str = "127.0.0.1") -> Offer:
    """Where this order can be paid: the offer at hand while it is good, else a fresh one.

    Raises:
        ChannelDown: the channel does not answer; the same call may be made again.
        ChannelRefused: the channel will not have this order.
    """
    known = Offered.objects.filter(order_id=order_id, method=method, until__gt=now + _OFFER_MARGIN).first()
    if known is not None:
        return Offer(known.url, known.until)
    order = Order.objects.select_related("merchant").get(pk=order_id)
    merchant = opened(order.merchant)
    made = channel(merchant.channel).order(
        merchant,
        OrderWanted(
            number=order.number,
            amount_fen=order.amount_fen,
            description=order.description,
            method=method,
            expires_at=order.expires_at,
            notify_url=notify_url(merchant),
            payer_address=payer_address,
        ),
    )
    until = min(made.until, order.expires_at)
    Offered.objects.update_or_create(
        order_id=order_id, method=method, defaults={"url": made.url, "until": until}
    )
    return Offer(made.url, until)


def is_paid(number: str) -> bool:
    """Whether a payment of this order is in the inbox, booked or not."""
    return Inbox.objects.filter(number=number, kind=InboxKind.PAYMENT).exists()


def ask_order(order_id: int, *, now: datetime) -> OrderState:
    """Ask what became of an order; a payment goes into the inbox, an order out of time is closed.

    Raises:
        ChannelDown: the channel does not answer.
    """
    order = Order.objects.select_related("merchant").get(pk=order_id)
    if is_paid(order.number):
        stop_watching(WATCH_ORDER, order_id)
        return OrderState.PAID
    merchant = opened(order.merchant)
    answer = channel(merchant.channel).query(merchant, order.number)
    if answer.payment is not None:
        store(merchant, Notice(f"pay:{answer.payment.transaction}", payment=answer.payment), source="query")
    elif answer.state is OrderState.OPEN and order.expires_at <= now:
        answer = type(answer)(_close(merchant, order, now))
    if answer.state in {OrderState.PAID, OrderState.CLOSED}:
        stop_watching(WATCH_ORDER, order_id)
    if answer.state is OrderState.CLOSED or (answer.state is OrderState.UNKNOWN and order.expires_at <= now):
        close_order(order_id=order_id, by=Actor.channel(merchant.channel, at=now))
        stop_watching(WATCH_ORDER, order_id)
    return answer.state


def _close(merchant: Merchant, order: Order, now: datetime) -> OrderState:
    """Close at the channel; if it says that it was paid meanwhile, ask again soon."""
    try:
        channel(merchant.channel).close(merchant, order.number)
    except ChannelRefused:
        watch_again(WATCH_ORDER, order.pk, now)
        return OrderState.OPEN
    return OrderState.CLOSED


def ask_refund_outcome(refund_id: int, *, now: datetime) -> RefundState:
    """Ask the channel to refund, or what became of it; the answer comes back through a command.

    Raises:
        ChannelDown: the channel does not answer; the same number is asked again later.
    """
    refund = Refund.objects.select_related("order__merchant").get(pk=refund_id)
    merchant = opened(refund.order.merchant)
    by = Actor.channel(merchant.channel, at=now)
    try:
        answer = _refund_answer(merchant, refund)
    except ChannelRefused as refused:
        settle_refund(refund_id=refund_id, state=RefundState.REFUSED, channel_code=refused.code, by=by)
        return RefundState.REFUSED
    settle_refund(refund_id=refund_id, state=answer.state, channel_number=answer.channel_number, by=by)
    return answer.state


def _refund_answer(merchant: Merchant, refund: Refund) -> RefundAnswer:
    through = channel(merchant.channel)
    if refund.state != RefundState.ASKED:
        known = through.query_refund(merchant, refund.number)
        if known is not None:
            return known
    return through.refund(
        merchant,
        RefundWanted(
            number=refund.number,
            order_number=refund.order.number,
            transaction=refund.transaction,
            amount_fen=refund.amount_fen,
            total_fen=refund.order.amount_fen,
            reason=refund.reason,
            notify_url=notify_url(merchant),
        ),
    )


def note_refund(number: str, state: RefundState, channel_number: str, *, now: datetime) -> bool:
    """A refund notification: settle our refund of this number; False when there is none."""
    refund = Refund.objects.select_related("order__merchant").filter(number=number).first()
    if refund is None:
        return False
    by = Actor.channel(refund.order.merchant.channel, at=now)
    settle_refund(refund_id=refund.pk, state=state, channel_number=channel_number, by=by)
    return True


def open_accounts() -> list[MerchantAccount]:
    """Every open merchant account, by id."""
    return list(MerchantAccount.objects.filter(Q(closed_at__isnull=True)).order_by("pk"))


def wait_for(kind: str, object_id: int, now: datetime) -> None:
    """Ask at once, because somebody waits in front of a page."""
    watch_again(kind, object_id, now)


__all__ = [
    "WATCH_REFUND",
    "ChannelDown",
    "ask_order",
    "ask_refund_outcome",
    "is_paid",
    "note_refund",
    "notify_url",
    "offer",
    "open_accounts",
]
