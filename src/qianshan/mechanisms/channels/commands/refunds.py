"""Asking for refunds and noting how they end."""

from qianshan.mechanisms.acts.api import Actor, Conflict, NotFound, command, subject
from qianshan.mechanisms.channels.commands.orders import stop_watching
from qianshan.mechanisms.channels.models import Inbox, InboxKind, Order, Refund, Watch
from qianshan.mechanisms.channels.models.refund import FINAL
from qianshan.mechanisms.channels.port import RefundState
from qianshan.mechanisms.channels.schedule import WATCH_REFUND
from qianshan.mechanisms.words import N_, Words


@command("channels.refund.ask")
def ask_refund(*, order_id: int, number: str, amount_fen: int, reason: str, by: Actor) -> int:
    """Ask for a refund of a paid order; the channel hears of it after the commit. Returns its id.

    Locks the order. What was asked before and not refused counts.

    Raises:
        NotFound: the order was not paid.
        Conflict: more is asked than is left of the payment.
    """
    order = Order.objects.select_for_update(no_key=True).get(pk=order_id)
    paid = Inbox.objects.filter(kind=InboxKind.PAYMENT, number=order.number).order_by("id").first()
    if paid is None:
        raise NotFound(Words(N_("This order was not paid.")))
    before = Refund.objects.filter(order=order).exclude(state__in=[RefundState.CLOSED, RefundState.REFUSED])
    left = paid.amount_fen - sum(before.values_list("amount_fen", flat=True))
    if not 0 < amount_fen <= left:
        raise Conflict(
            Words(N_("%(left)s fen of this payment are left; more cannot be sent back."), left=left),
            field="amount",
            value=amount_fen,
        )
    refund = Refund.objects.create(
        number=number,
        order=order,
        transaction=paid.transaction,
        amount_fen=amount_fen,
        reason=reason,
        asked_at=by.at,
    )
    Watch.objects.create(kind=WATCH_REFUND, object_id=refund.pk, next_at=by.at)
    subject("channels.refund", refund.pk)
    return refund.pk


@command("channels.refund.settle")
def settle_refund(
    *, refund_id: int, state: RefundState, by: Actor, channel_number: str = "", channel_code: str = ""
) -> bool:
    """Note what the channel says of a refund; returns whether anything changed.

    A refund that ended stays ended: a late or repeated word of the channel changes nothing.
    """
    refund = Refund.objects.select_for_update(no_key=True).get(pk=refund_id)
    subject("channels.refund", refund_id, "state")
    if refund.state in FINAL or refund.state == state:
        return False
    refund.state = state
    refund.channel_number = channel_number or refund.channel_number
    refund.channel_code = channel_code or refund.channel_code
    refund.ended_at = by.at if state in FINAL else None
    refund.save(update_fields=["state", "channel_number", "channel_code", "ended_at"])
    if state in FINAL:
        stop_watching(WATCH_REFUND, refund_id)
    return True
