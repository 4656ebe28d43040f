"""Money out: approved (the tape is consumed), paid, confirmed, or cancelled."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from qianshan.mechanisms.acts.api import Actor, BadInput, WrongState, command, subject
from qianshan.mechanisms.ledger.journal import Head, post, postings_of, reverse
from qianshan.mechanisms.ledger.kernel.journal import Cost, Money, Posting
from qianshan.mechanisms.ledger.kernel.kinds import (
    SPENDING,
    CostClass,
    Lane,
    OutflowKind,
    OutflowState,
)
from qianshan.mechanisms.ledger.kernel.templates import OWED, t11_approved, t12_paid
from qianshan.mechanisms.ledger.locks import lock_funds, lock_outflow, lock_outflows
from qianshan.mechanisms.ledger.models import Fund, Inflow, Outflow, Use
from qianshan.mechanisms.ledger.refusals import AlreadyLeft, FlowedOn, MixedLanes
from qianshan.mechanisms.ledger.tape import Leaving, cover, oldest_free, release, require_payable, save
from qianshan.mechanisms.ledger.types import OutflowRef
from qianshan.mechanisms.words import N_, Words

PAYABLE = SPENDING | {OutflowKind.LOSS}
_TEMPLATES = {OutflowKind.ASSET: "T17", OutflowKind.FEE: "T02", OutflowKind.LOSS: "T09b"}


@dataclass(frozen=True, slots=True)
class Payment:
    """Money for one payee out of one fund.

    Args:
        costs: what it is for; all in classes of one lane (M and B: cost; A and X: programme).
        payee: a reference to who is paid (never a person's name).
        owed_to: the account of class 2 on which it is owed until the bank confirms, or where it was paid at once.
        kind: `asset` for an advance, a prepayment, equipment or an investment: each cost then names its account.
    """

    fund_id: int
    costs: tuple[Cost, ...]
    payee: str = ""
    order_ref: str = ""
    kind: OutflowKind = OutflowKind.PAYMENT
    owed_to: str | Money = OWED
    on: date | None = field(default=None)


def lane_of(costs: Sequence[Cost], *, has_cost_lane: bool) -> Lane:
    """The lane that pays these costs; a fund without a cost lane pays everything from programme.

    Raises:
        MixedLanes: the costs belong to both lanes.
    """
    wanted = {CostClass(cost.tag).is_cost for cost in costs}
    if not has_cost_lane:
        return Lane.PROGRAMME
    if len(wanted) > 1:
        raise MixedLanes(
            Words(
                N_(
                    "One payment covers either programme (A, X) or administration and fundraising (M, B)."
                    " Split it into two."
                )
            ),
            field="costs",
        )
    return Lane.COST if wanted.pop() else Lane.PROGRAMME


@command("ledger.outflow.pay")
def pay(*, payment: Payment, by: Actor) -> OutflowRef:
    """Consume the oldest free fen of the lane for one approved payment, and book it.

    The state is `reserved` until `mark_paid`; `paid` when it was paid at once.

    Raises:
        BadInput: no costs, an amount not above zero, or an asset without its account.
        MixedLanes: costs of both lanes.
        FundForbids: the fund is closed, frozen or not yet usable.
        NotEnough, LaneTooShort: fewer fen are free; the refusal carries how many.
        PeriodClosed: the month is closed.
    """
    _examine(payment)
    fund = lock_funds([payment.fund_id])[payment.fund_id]
    day = payment.on or by.date
    require_payable(fund, day)
    lane = lane_of(payment.costs, has_cost_lane=fund.has_cost_lane)
    amount = sum(cost.amount_fen for cost in payment.costs)
    pieces = oldest_free(fund, lane, amount)
    lines = t11_approved(fund.pk, payment.costs, payment.payee, payment.order_ref, payment.owed_to)
    entry_id = post(fund.book, Head(payment.kind, _template(payment), day), lines)
    at_once = isinstance(payment.owed_to, Money)
    leaving = Leaving(
        payment.kind,
        OutflowState.PAID if at_once else OutflowState.RESERVED,
        entry_id,
        day,
        payment.payee,
        payment.order_ref,
        payment.costs[0].tag,
    )
    ref, _ = cover(fund, [(lane, piece) for piece in pieces], leaving, from_head=True)
    if payment.kind in SPENDING:
        fund.reserved += amount
        fund.paid += amount if at_once else 0
    save(fund)
    subject("ledger.outflow", ref.id)
    return ref


def _examine(payment: Payment) -> None:
    if payment.kind not in PAYABLE:
        raise BadInput(Words(N_("This kind of money is booked by its own command.")), field="kind")
    if not payment.costs or any(cost.amount_fen <= 0 for cost in payment.costs):
        raise BadInput(Words(N_("The amount is above zero.")), field="costs")
    unknown = [cost.tag for cost in payment.costs if cost.tag not in set(CostClass)]
    if unknown:
        raise BadInput(
            Words(N_("There is no cost class %(tag)s."), tag=unknown[0]), field="costs", value=unknown[0]
        )
    is_asset = payment.kind == OutflowKind.ASSET
    if any((bool(cost.account) and cost.account[0] == "1") != is_asset for cost in payment.costs):
        raise BadInput(Words(N_("An asset, and nothing else, names its account of class 1.")), field="costs")


def _template(payment: Payment) -> str:
    if payment.kind == OutflowKind.PAYMENT and all(CostClass(cost.tag).is_cost for cost in payment.costs):
        return "T18"
    return _TEMPLATES.get(payment.kind, "T11")


@command("ledger.outflow.mark_paid")
def mark_paid(*, outflow_ids: Sequence[int], paid_from: Money, by: Actor, on: date | None = None) -> int:
    """Book that the bank has paid approved orders of one book (T12), or that a refund has left; returns the entry.

    Raises:
        NoSuchOutflow: one does not exist.
        WrongState: one is not waiting for the bank.
        BadInput: they are of several books, or there are none.
    """
    rows = lock_outflows(outflow_ids)
    if len({fund.book_id for _, fund in rows}) != 1:
        raise BadInput(
            Words(N_("One confirmation of the bank covers orders of one charity.")), field="outflow_ids"
        )
    for outflow, _ in rows:
        if outflow.state != OutflowState.RESERVED:
            raise WrongState(
                Words(N_("This order is not waiting for the bank.")), field="outflow_ids", value=outflow.pk
            )
    day = on or by.date
    owed = [line for outflow, _ in rows for line in _owed_lines(outflow)]
    entry_id = post(rows[0][1].book, Head("pay", "T12", day), _settling(owed, rows, paid_from))
    for outflow, fund in rows:
        outflow.state, outflow.paid_entry_id, outflow.paid_on = OutflowState.PAID, entry_id, day
        outflow.save(update_fields=["state", "paid_entry", "paid_on"])
        if outflow.kind in SPENDING:
            fund.paid += outflow.amount - outflow.returned
        subject("ledger.outflow", outflow.pk, "state")
    save(*{fund.pk: fund for _, fund in rows}.values())
    return entry_id


def _settling(owed: list[Posting], rows: list[tuple[Outflow, Fund]], paid_from: Money) -> list[Posting]:
    lines = t12_paid(owed, paid_from)
    if paid_from.account == "1009" and all(outflow.kind == OutflowKind.REFUND for outflow, _ in rows):
        return [*lines[:-1], _red_at_channel(lines[-1])]
    return lines


def _red_at_channel(credit: Posting) -> Posting:
    return Posting(
        credit.account,
        "D",
        -credit.amount_fen,
        channel=credit.channel,
        bank_account=credit.bank_account,
        flow=credit.flow,
    )


def _owed_lines(outflow: Outflow) -> list[Posting]:
    return [line for line in postings_of(outflow.entry_id) if line.account[0] == "2" and line.side == "C"]


@command("ledger.outflow.mark_confirmed")
def mark_confirmed(*, outflow_id: int, by: Actor, on: date | None = None) -> None:
    """Note that the beneficiary has confirmed a paid order.

    Raises:
        NoSuchOutflow: it does not exist.
        WrongState: it is not paid, or confirmed already.
    """
    outflow, fund = lock_outflow(outflow_id)
    if outflow.state != OutflowState.PAID or outflow.kind not in SPENDING:
        raise WrongState(Words(N_("Only a paid order can be confirmed, once.")), field="outflow_id")
    outflow.state, outflow.confirmed_on = OutflowState.CONFIRMED, on or by.date
    outflow.save(update_fields=["state", "confirmed_on"])
    fund.confirmed += outflow.amount - outflow.returned
    save(fund)
    subject("ledger.outflow", outflow_id, "state")


@command("ledger.outflow.cancel")
def cancel(*, outflow_id: int, by: Actor, on: date | None = None) -> int:
    """Take back an outflow whose money never left (T13): its fen are free again, a red entry is booked.

    For an order the bank rejected, a refund that the channel refused, an order booked wrongly and not yet
    confirmed by the bank. Its uses stay as history. Returns the red entry.

    Raises:
        NoSuchOutflow: it does not exist.
        FlowedOn: its fen have moved on to another fund or came back already.
        AlreadyLeft: the money has left, or the period is closed: use `money_returned`.
    """
    outflow, fund = lock_outflow(outflow_id)
    uses = list(Use.objects.filter(outflow_id=outflow_id, live=True).order_by("id"))
    if Inflow.objects.filter(source_use_id__in=[use.pk for use in uses]).exists():
        raise FlowedOn(
            Words(N_("This money has moved on; it comes back by a transfer back or as money returned."))
        )
    closed = fund.book.closed_until
    left = outflow.state != OutflowState.RESERVED and outflow.paid_entry_id != outflow.entry_id
    if (
        left
        or outflow.state == OutflowState.CONFIRMED
        or (closed is not None and outflow.booked_on <= closed)
    ):
        raise AlreadyLeft(
            Words(
                N_("This money has left or its month is closed. What comes back is booked as money returned.")
            ),
            field="outflow_id",
            value=outflow_id,
        )
    was_paid = outflow.state == OutflowState.PAID
    day = max(on or by.date, outflow.booked_on)
    entry_id = reverse(fund.book, "cancel", day, outflow.entry_id)
    release(fund, uses)
    outflow.state = OutflowState.CANCELLED
    outflow.save(update_fields=["state"])
    _uncount(fund, outflow, was_paid=was_paid)
    save(fund)
    subject("ledger.outflow", outflow_id, "state")
    return entry_id


def _uncount(fund: Fund, outflow: Outflow, *, was_paid: bool) -> None:
    if outflow.kind in SPENDING:
        fund.reserved -= outflow.amount
        fund.paid -= outflow.amount if was_paid else 0
    elif outflow.kind == OutflowKind.REFUND:
        fund.refunded -= outflow.amount
