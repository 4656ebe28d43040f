"""Giving a gift back: reserved on the tape first, then the channel is asked; undone if it says no.

The donor takes back what of his gift is unspent. Locks the gift, then the funds (in the ledger).
"""

from qianshan.giving.commands.receipts import reverse_after_refund
from qianshan.giving.commands.telling import tell_refunded
from qianshan.giving.models import Booked, Gift, GiftRefund
from qianshan.giving.types import RefundStage
from qianshan.mechanisms.acts.api import Actor, NotFound, WrongState, command, subject
from qianshan.mechanisms.channels.api import RefundState, ask_refund, refund_lines
from qianshan.mechanisms.codes import new_code
from qianshan.mechanisms.ledger.api import (
    Money,
    Refund,
    cancel,
    lock_funds,
    mark_paid,
    outflows_by_id,
    refund,
)
from qianshan.mechanisms.translog.api import add_leaves
from qianshan.mechanisms.words import N_, Words

LEAF = "gift.refunded"
REFUND_FLOW = "b.in.donation"


@command("giving.refund.ask")
def ask_back(*, code: str, amount_fen: int, reason: str, by: Actor) -> str:
    """Take a gift or a part of it back; returns the refund's number. The caller has checked that it is his.

    Raises:
        NotFound: no such gift.
        WrongState: it is not booked yet.
        GiftSpent: less of it is unspent; says how much.
    """
    gift = Gift.objects.select_for_update(no_key=True).filter(code=code).first()
    if gift is None:
        raise NotFound(Words(N_("There is no such gift.")))
    booked = Booked.objects.filter(gift=gift).first()
    if booked is None:
        raise WrongState(Words(N_("This gift is not booked yet; nothing can be taken back.")))
    number = new_code("TK")
    subject("giving.gift", code, "refund")
    outflows = refund(refund=Refund(gift_id=booked.inflow_id, amount_fen=amount_fen, order_ref=number), by=by)
    made = GiftRefund.objects.create(
        gift=gift,
        number=number,
        channel_refund_id=ask_refund(
            order_id=gift.order_id, number=number, amount_fen=amount_fen, reason=reason, by=by
        ),
        amount_fen=amount_fen,
        reason=reason,
        outflow_ids=[one.id for one in outflows],
        asked_at=by.at,
    )
    subject("giving.refund", made.pk)
    return number


@command("giving.refund.finish")
def finish_refund(*, refund_id: int, by: Actor) -> None:
    """Book how a refund ended: paid when the channel has sent the money, else back into its fund.

    Called again it changes nothing.
    """
    row = GiftRefund.objects.select_for_update(no_key=True).select_related("gift").get(pk=refund_id)
    subject("giving.refund", refund_id, "stage")
    subject("giving.gift", row.gift.code)
    told = refund_lines([row.channel_refund_id])[row.channel_refund_id]
    if row.stage != RefundStage.ASKED.value or told.ended_at is None:
        return
    done = told.state == RefundState.DONE.value
    _settle(row, done=done, by=by)
    row.stage = (RefundStage.DONE if done else RefundStage.FAILED).value
    row.ended_at = by.at
    row.save(update_fields=["stage", "ended_at"])
    if done:
        add_leaves(
            LEAF, [(row.number, {"code": row.gift.code, "refund": row.number, "amount_fen": row.amount_fen})]
        )
        reverse_after_refund(gift_id=row.gift_id, by=by)
        tell_refunded(row, by)


def _settle(row: GiftRefund, *, done: bool, by: Actor) -> None:
    """Move the reserved outflows on: all funds are locked first, in one statement."""
    lock_funds([line.fund_id for line in outflows_by_id(row.outflow_ids).values()])
    if done:
        channel = Booked.objects.values_list("channel", flat=True).get(gift_id=row.gift_id)
        mark_paid(outflow_ids=sorted(row.outflow_ids), paid_from=Money("1009", REFUND_FLOW, channel), by=by)
        return
    for outflow_id in sorted(row.outflow_ids):
        cancel(outflow_id=outflow_id, by=by)
