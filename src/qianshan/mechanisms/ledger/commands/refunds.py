"""Giving a gift back: only its own free fen, wherever in the charity's funds they lie now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qianshan.mechanisms.acts.api import Actor, BadInput, command, subject
from qianshan.mechanisms.ledger.journal import Head, post
from qianshan.mechanisms.ledger.kernel.journal import Money, Posting
from qianshan.mechanisms.ledger.kernel.kinds import InflowKind, Lane, OutflowKind, OutflowState
from qianshan.mechanisms.ledger.kernel.stretches import Stretch, refund_split, take_newest
from qianshan.mechanisms.ledger.kernel.templates import t08_refund, t10_owed_back
from qianshan.mechanisms.ledger.locks import MoreFunds, with_funds
from qianshan.mechanisms.ledger.models import Fund, Inflow
from qianshan.mechanisms.ledger.queries.trace import free_stretches, steps_of
from qianshan.mechanisms.ledger.refusals import GiftSpent, NoSuchGift
from qianshan.mechanisms.ledger.tape import Leaving, cover, save
from qianshan.mechanisms.ledger.types import OutflowRef
from qianshan.mechanisms.money import yuan
from qianshan.mechanisms.words import N_, Words

Free = dict[tuple[int, int], list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Refund:
    """A gift, or a part of it, that goes back to its donor.

    Args:
        gift_id: the gift's inflow.
        paid_from: where the money leaves at once; None reserves it (owed) until `mark_paid`, or `cancel`.
        own_fault: the charity missed a term; a cost of management (T10) instead of less income (T08, T09).
    """

    gift_id: int
    amount_fen: int
    order_ref: str = ""
    paid_from: Money | None = None
    own_fault: bool = False
    on: date | None = None


@command("ledger.outflow.refund")
def refund(*, refund: Refund, by: Actor) -> list[OutflowRef]:
    """Reserve a gift's own free fen for its donor: one outflow per fund in which they lie, its first fund first.

    In each fund cost gives its share of what is free, cut off, and programme the rest; the newest fen of each
    lane go, so that the oldest end stays in line.

    Raises:
        NoSuchGift: there is no such gift.
        BadInput: the amount is not above zero.
        GiftSpent: less of it is unspent; the refusal carries how much.
        PeriodClosed: the month is closed.
    """
    gift = Inflow.objects.filter(pk=refund.gift_id, kind=InflowKind.GIFT).first()
    if gift is None:
        raise NoSuchGift(Words(N_("There is no such gift.")), field="gift_id", value=refund.gift_id)
    if refund.amount_fen <= 0:
        raise BadInput(Words(N_("The amount is above zero.")), field="amount_fen", value=refund.amount_fen)
    first = {gift.fund_id} | {fund_id for fund_id, _ in free_stretches(steps_of(gift.pk))}
    refs = with_funds(first, lambda funds: _refund(refund, gift, funds, by))
    for ref in refs:
        subject("ledger.outflow", ref.id)
    subject("ledger.inflow", gift.pk)
    return refs


def _refund(refund: Refund, gift: Inflow, funds: dict[int, Fund], by: Actor) -> list[OutflowRef]:
    steps = steps_of(gift.pk)
    free = free_stretches(steps)
    missing = {fund_id for fund_id, _ in free} - funds.keys()
    if missing:
        raise MoreFunds(missing)
    order = list(dict.fromkeys([gift.fund_id, *(step.fund_id for step in steps)]))
    shares = _by_fund(free, order, refund.amount_fen)
    return [_give_back(refund, gift, funds[fund_id], pieces, by) for fund_id, pieces in shares]


def _by_fund(
    free: Free, order: Sequence[int], amount_fen: int
) -> list[tuple[int, list[tuple[Lane, Stretch]]]]:
    remaining = sum(hi - lo for found in free.values() for lo, hi in found)
    if remaining < amount_fen:
        refusal = GiftSpent(
            Words(
                N_("%(left)s yuan of this gift are not spent yet and can go back, not %(amount)s yuan."),
                left=yuan(remaining),
                amount=yuan(amount_fen),
            ),
            field="amount_fen",
            value=amount_fen,
        )
        refusal.remaining_fen = remaining
        raise refusal
    shares = []
    left = amount_fen
    for fund_id in order:
        lanes = {lane: [Stretch(*one) for one in free.get((fund_id, lane), [])] for lane in Lane}
        here = {lane: sum(piece.length for piece in found) for lane, found in lanes.items()}
        take = min(left, sum(here.values()))
        if take:
            split = refund_split(here[Lane.COST], here[Lane.PROGRAMME], take)
            shares.append((fund_id, _pieces(lanes, dict(zip(Lane, split, strict=True)))))
            left -= take
    return shares


def _pieces(lanes: dict[Lane, list[Stretch]], split: dict[Lane, int]) -> list[tuple[Lane, Stretch]]:
    return [(lane, piece) for lane in Lane if split[lane] for piece in take_newest(lanes[lane], split[lane])]


def _give_back(
    refund: Refund, gift: Inflow, fund: Fund, pieces: list[tuple[Lane, Stretch]], by: Actor
) -> OutflowRef:
    amount = sum(piece.length for _, piece in pieces)
    day = refund.on or by.date
    entry_id = post(fund.book, Head("refund", _template(refund), day), _lines(refund, gift, fund, amount))
    leaving = Leaving(
        OutflowKind.REFUND,
        OutflowState.PAID if refund.paid_from else OutflowState.RESERVED,
        entry_id,
        day,
        order_ref=refund.order_ref,
        gift_id=gift.pk,
    )
    ref, _ = cover(fund, pieces, leaving, from_head=False)
    fund.refunded += amount
    save(fund)
    return ref


def _template(refund: Refund) -> str:
    if refund.own_fault:
        return "T10"
    return "T08" if refund.paid_from is not None and refund.paid_from.account == "1009" else "T09"


def _lines(refund: Refund, gift: Inflow, fund: Fund, amount: int) -> list[Posting]:
    if refund.own_fault:
        return t10_owed_back(fund.pk, amount, refund.paid_from)
    return t08_refund(fund.pk, gift.channel or "", gift.raise_kind, amount, refund.paid_from)
