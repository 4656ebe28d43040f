"""Booking paid gifts in batches: inbox, tape, journal, log and gift rows in one transaction and one act."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from qianshan.giving.commands.ordering import PURPOSE
from qianshan.giving.models import Batch
from qianshan.giving.types import BookedBatch, NameChoice
from qianshan.mechanisms.acts.api import Actor, command, subject
from qianshan.mechanisms.calendar.clock import date_of
from qianshan.mechanisms.channels.api import PaidOrder, SetAside, mark_done, set_aside, take_payments
from qianshan.mechanisms.ledger.api import BookedGift, GiftIn, book_gifts
from qianshan.mechanisms.translog.api import add_leaves

LEAF = "gift.booked"
BATCH_LIMIT = 5000
_MOVING = "fund_moving"

_GIFTS = """
SELECT g.order_id, g.id, g.code, g.fund_id, g.project_id, g.donor_id, g.name_choice, g.amount_shown, p.filing_number,
  b.gift_id IS NOT NULL
FROM giving_gift g JOIN fundraising_plan p ON p.id = g.plan_id LEFT JOIN giving_booked b ON b.gift_id = g.id
WHERE g.order_id = ANY(%s)
"""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A paid order with its gift."""

    paid: PaidOrder
    gift_id: int
    code: str
    fund_id: int
    project_id: int
    donor_id: int | None
    name_choice: str
    amount_shown: bool
    filing_number: str


@command("giving.gifts.book")
def book_paid(*, by: Actor, limit: int = BATCH_LIMIT) -> BookedBatch:
    """Book what waits in the inbox, oldest first. A killed process loses and doubles nothing.

    A second payment of one gift, or a payment without a gift, is set aside for a person and holds
    up nobody. What the ledger cannot take right now waits for the next round.
    """
    paid = take_payments(purpose=PURPOSE, limit=limit)
    waiting, strange = _matched(paid)
    booking = book_gifts(gifts=[_gift_in(one) for one in waiting], by=by)
    by_inbox = {one.paid.inbox_id: one for one in waiting}
    refused = [aside for aside in booking.set_aside if aside.reason != _MOVING]
    strange += [by_inbox[int(aside.ref)].paid for aside in refused]
    set_aside([one.inbox_id for one in strange], SetAside.NOT_BOOKABLE)
    booked = [(by_inbox[int(one.ref)], one) for one in booking.booked]
    batch = _write(booked, by) if booked else None
    mark_done(one.paid.inbox_id for one, _ in booked)
    subject("giving.batch", batch.pk if batch else "none")
    return BookedBatch(
        batch.pk if batch else None, len(booked), sum(one.amount_fen for _, one in booked), len(strange)
    )


def _matched(paid: Sequence[PaidOrder]) -> tuple[list[_Waiting], list[PaidOrder]]:
    with connection.cursor() as cursor:
        cursor.execute(_GIFTS, [[one.order_id for one in paid]])
        gifts = {row[0]: row[1:] for row in cursor.fetchall()}
    waiting: list[_Waiting] = []
    strange: list[PaidOrder] = []
    seen: set[int] = set()
    for one in paid:
        gift = gifts.get(one.order_id)
        if gift is None or gift[-1] or one.order_id in seen:
            strange.append(one)
        else:
            seen.add(one.order_id)
            waiting.append(_Waiting(one, *gift[:-1]))
    return waiting, strange


def _gift_in(one: _Waiting) -> GiftIn:
    return GiftIn(
        ref=one.paid.inbox_id,
        fund_id=one.fund_id,
        amount_fen=one.paid.amount_fen,
        channel=one.paid.channel,
        channel_txn_id=one.paid.transaction,
        paid_at=one.paid.paid_at,
        donor_id=one.donor_id,
        name_shown=one.name_choice != NameChoice.ANONYMOUS.value,
        amount_shown=one.amount_shown,
    )


def _write(booked: list[tuple[_Waiting, BookedGift]], by: Actor) -> Batch:
    batch = Batch.objects.create(
        booked_at=by.at, count=len(booked), amount_fen=sum(one.amount_fen for _, one in booked)
    )
    with (
        connection.cursor() as cursor,
        cursor.copy(
            "COPY giving_booked (gift_id, inflow_id, batch_id, project_id, cost_fen, channel, transaction, paid_at)"
            " FROM STDIN"
        ) as copy,
    ):
        for one, laid in booked:
            copy.write_row(
                (
                    one.gift_id,
                    laid.inflow_id,
                    batch.pk,
                    one.project_id,
                    laid.cost_fen,
                    one.paid.channel,
                    one.paid.transaction,
                    one.paid.paid_at,
                )
            )
    add_leaves(LEAF, _leaves(booked))
    _defer(batch)
    return batch


def _leaves(booked: Iterable[tuple[_Waiting, BookedGift]]) -> Iterable[tuple[str, dict[str, object]]]:
    """What the log commits to: code, plan, fen, day, channel and place on the tape; nothing of a person."""
    for one, laid in booked:
        record: dict[str, object] = {
            "code": one.code,
            "plan": one.filing_number,
            "amount_fen": laid.amount_fen,
            "cost_fen": laid.cost_fen,
            "day": date_of(one.paid.paid_at).isoformat(),
            "channel": one.paid.channel,
            "fund": laid.fund_id,
            "from_fen": laid.lo,
        }
        yield one.code, record


def _defer(batch: Batch) -> None:
    """One job for each kind of follow-up, in this transaction."""
    from qianshan.giving.jobs import request_receipts, tell_donors

    tell_donors.defer(batch_id=batch.pk)
    request_receipts.defer(batch_id=batch.pk)
