"""Money that comes back after it was paid, and assets that become costs."""

from collections.abc import Sequence
from datetime import date

from qianshan.mechanisms.acts.api import Actor, BadInput, WrongState, command, subject
from qianshan.mechanisms.ledger.commands.payments import PAYABLE, lane_of
from qianshan.mechanisms.ledger.journal import Head, post, postings_of
from qianshan.mechanisms.ledger.kernel.journal import Cost, Money
from qianshan.mechanisms.ledger.kernel.kinds import SPENDING, InflowKind, Lane, OutflowKind, OutflowState
from qianshan.mechanisms.ledger.kernel.stretches import Stretch, take_newest
from qianshan.mechanisms.ledger.kernel.templates import settled, t14_returned
from qianshan.mechanisms.ledger.locks import lock_outflow
from qianshan.mechanisms.ledger.models import Entry, Inflow, Line, Outflow, Use
from qianshan.mechanisms.ledger.refusals import MixedLanes, NotEnough
from qianshan.mechanisms.ledger.tape import Arriving, append, save
from qianshan.mechanisms.money import yuan
from qianshan.mechanisms.words import N_, Words


@command("ledger.outflow.money_returned")
def money_returned(
    *,
    outflow_id: int,
    amount_fen: int,
    into: Money,
    by: Actor,
    cost: Cost | None = None,
    on: date | None = None,
) -> int:
    """Book money that a payee sent back: new fen at the end of the tape, from the last fen of the payment; the entry.

    Parts may come back again and again until the payment is used up. `cost`: which of several costs shrinks.
    In the year of the payment it is less cost, later it is income (T14); an advance just shrinks.

    Raises:
        NoSuchOutflow: it does not exist.
        WrongState: the money has not left, or it is not a payment.
        NotEnough: more than has not come back yet; for an asset, more than is not settled yet.
        FundForbids: the fund is closed.
    """
    outflow, fund = lock_outflow(outflow_id)
    if outflow.kind not in PAYABLE or outflow.state not in {OutflowState.PAID, OutflowState.CONFIRMED}:
        raise WrongState(Words(N_("Only money that was paid can come back.")), field="outflow_id")
    pieces = _last_fen(outflow, amount_fen)
    day = on or by.date
    same_year = day.year == outflow.booked_on.year
    lines = t14_returned(fund.pk, _cost_of(outflow, cost), amount_fen, into, same_year=same_year)
    entry_id = post(fund.book, Head("return", "T14", day), lines)
    arriving = [
        Arriving(
            InflowKind.RETURN,
            piece.length,
            all_cost=use.lane == Lane.COST,
            source_use_id=use.pk,
            source_lo=piece.lo,
        )
        for use, piece in pieces
    ]
    append(fund, arriving, entry_id=entry_id, at=by.at)
    outflow.returned += amount_fen
    outflow.save(update_fields=["returned"])
    if outflow.kind in SPENDING:
        fund.reserved -= amount_fen
        fund.paid -= amount_fen
        fund.confirmed -= amount_fen if outflow.state == OutflowState.CONFIRMED else 0
    save(fund)
    subject("ledger.outflow", outflow_id)
    return entry_id


def _last_fen(outflow: Outflow, amount_fen: int) -> list[tuple[Use, Stretch]]:
    uses = {use.lo: use for use in Use.objects.filter(outflow_id=outflow.pk, live=True).order_by("lo")}
    back = {use.pk: 0 for use in uses.values()}
    for use_id, lo, hi in Inflow.objects.filter(source_use_id__in=back).values_list(
        "source_use_id", "lo", "hi"
    ):
        back[use_id] += hi - lo
    here = [Stretch(use.lo, use.hi - back[use.pk]) for use in uses.values() if use.lo < use.hi - back[use.pk]]
    remaining = sum(piece.length for piece in here)
    if outflow.kind == OutflowKind.ASSET:
        remaining -= settled_fen(outflow.pk)
    if not 0 < amount_fen <= remaining:
        refusal = NotEnough(
            Words(
                N_("%(left)s yuan of this payment can still come back, not %(amount)s yuan."),
                left=yuan(remaining),
                amount=yuan(amount_fen),
            ),
            field="amount_fen",
            value=amount_fen,
        )
        refusal.remaining_fen = remaining
        raise refusal
    return [(_use_at(uses, piece), piece) for piece in take_newest(here, amount_fen)]


def _use_at(uses: dict[int, Use], piece: Stretch) -> Use:
    return next(use for use in uses.values() if use.lo <= piece.lo < use.hi)


def _cost_of(outflow: Outflow, cost: Cost | None) -> Cost:
    booked = [line for line in postings_of(outflow.entry_id) if line.account[0] != "2" and not line.flow]
    if cost is not None:
        return cost
    if len({(line.account, line.tag) for line in booked}) != 1:
        raise BadInput(
            Words(N_("This payment had several costs. Say which of them came back.")), field="cost"
        )
    return Cost(booked[0].tag or outflow.tag, booked[0].amount_fen, booked[0].account)


def settled_fen(outflow_id: int) -> int:
    """Fen of an asset that entries have turned into costs."""
    rows = Line.objects.filter(entry__settles_id=outflow_id, account__startswith="1", side="C")
    return sum(rows.values_list("amount", flat=True))


@command("ledger.asset.settle")
def settle_asset(
    *,
    outflow_id: int,
    costs: Sequence[Cost],
    by: Actor,
    against: str = "",
    on: date | None = None,
) -> int:
    """Turn (a part of) an asset into the costs that it was spent on; its tape does not move; returns the entry.

    `against`: the account that is credited: an allowance such as 1502 for wear; else the asset's own.

    Raises:
        NoSuchOutflow: it does not exist.
        WrongState: it is not an asset.
        MixedLanes: the costs are not of the asset's lane.
        NotEnough: more than is left of it.
    """
    outflow, fund = lock_outflow(outflow_id)
    if outflow.kind != OutflowKind.ASSET or outflow.state == OutflowState.CANCELLED:
        raise WrongState(
            Words(N_("Only an advance, a prepayment or equipment is settled.")), field="outflow_id"
        )
    lane = lane_of(costs, has_cost_lane=fund.has_cost_lane)
    if lane != outflow.lane:
        raise MixedLanes(
            Words(N_("An advance is settled only in costs of the lane that it was paid from.")), field="costs"
        )
    amount = sum(cost.amount_fen for cost in costs)
    left = outflow.amount - outflow.returned - settled_fen(outflow_id)
    if not 0 < amount <= left:
        refusal = NotEnough(
            Words(
                N_("%(left)s yuan of this advance are left, not %(amount)s yuan."),
                left=yuan(left),
                amount=yuan(amount),
            ),
            field="costs",
            value=amount,
        )
        refusal.remaining_fen = left
        raise refusal
    account = against or _cost_of(outflow, None).account
    template = "T19" if against else "T15"
    entry_id = post(
        fund.book,
        Head("settle", template, on or by.date, settles_id=outflow_id),
        settled(fund.pk, account, costs),
    )
    subject("ledger.outflow", outflow_id)
    return entry_id


def settlements(outflow_id: int) -> list[tuple[int, str, int]]:
    """What an asset became: (entry, cost class, fen), oldest first."""
    entries = Entry.objects.filter(settles_id=outflow_id).order_by("id").values_list("id", flat=True)
    rows = Line.objects.filter(entry_id__in=list(entries), account__startswith="5").order_by("id")
    return [(row.entry_id, row.tag, row.amount) for row in rows]
