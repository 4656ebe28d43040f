"""A fund's kept figures, and lists of outflows. Pages read these and take no lock."""

from collections.abc import Iterable
from datetime import date

from qianshan.mechanisms.ledger.kernel.kinds import SPENDING, Lane, values
from qianshan.mechanisms.ledger.models import Fund, Outflow, Use
from qianshan.mechanisms.ledger.refusals import NoSuchFund, NoSuchOutflow
from qianshan.mechanisms.ledger.types import FundFigures, OutflowLine
from qianshan.mechanisms.money import Fen
from qianshan.mechanisms.words import N_, Words


def fund_figures(fund_id: int) -> FundFigures:
    """The figures of one fund.

    Raises:
        NoSuchFund: it does not exist.
    """
    found = figures_of([fund_id])
    if not found:
        raise NoSuchFund(Words(N_("There is no such fund.")), field="fund_id", value=fund_id)
    return found[fund_id]


def figures_of(fund_ids: Iterable[int]) -> dict[int, FundFigures]:
    """The figures of several funds in one query; unknown ids are left out."""
    return {fund.pk: _figures(fund) for fund in Fund.objects.filter(pk__in=list(fund_ids)).order_by("pk")}


def _figures(fund: Fund) -> FundFigures:
    return FundFigures(
        fund_id=fund.pk,
        name=fund.name,
        state=fund.state,
        q_bp=fund.q_bp,
        gift_count=fund.gift_count,
        given=Fen(fund.given),
        matched=Fen(fund.matched),
        received=Fen(fund.received),
        refunded=Fen(fund.refunded),
        moved_in=Fen(fund.moved_in),
        moved_out=Fen(fund.moved_out),
        reserved=Fen(fund.reserved),
        paid=Fen(fund.paid),
        confirmed=Fen(fund.confirmed),
        free=Fen(fund.free_fen),
        free_cost=Fen(fund.free(Lane.COST)),
        free_programme=Fen(fund.free(Lane.PROGRAMME)),
    )


def outflow(outflow_id: int) -> OutflowLine:
    """One outflow.

    Raises:
        NoSuchOutflow: it does not exist.
    """
    found = outflows_by_id([outflow_id])
    if not found:
        raise NoSuchOutflow(Words(N_("There is no such outflow.")), field="outflow_id", value=outflow_id)
    return found[outflow_id]


def outflows_by_id(outflow_ids: Iterable[int]) -> dict[int, OutflowLine]:
    """Several outflows in one query."""
    return {row.pk: _line(row) for row in Outflow.objects.filter(pk__in=list(outflow_ids)).order_by("pk")}


def outflows_of_fund(fund_id: int, *, after_id: int = 0, limit: int = 100) -> list[OutflowLine]:
    """Outflows of a fund in the order in which they were booked, from the one after `after_id` on."""
    return [
        _line(row) for row in Outflow.objects.filter(fund_id=fund_id, pk__gt=after_id).order_by("pk")[:limit]
    ]


def spent_between(fund_id: int, first: date, last: date) -> list[OutflowLine]:
    """Payments, assets and fees booked on the days from `first` to `last`, both included; cancelled ones left out."""
    rows = Outflow.objects.filter(
        fund_id=fund_id, booked_on__gte=first, booked_on__lte=last, kind__in=values(SPENDING)
    )
    return [_line(row) for row in rows.exclude(state="cancelled").order_by("booked_on", "pk")]


def _line(row: Outflow) -> OutflowLine:
    return OutflowLine(
        row.pk,
        row.fund_id,
        None if row.lane is None else Lane(row.lane),
        row.kind,
        row.state,
        row.amount,
        row.returned,
        row.tag,
        row.payee,
        row.order_ref,
        row.booked_on,
        row.paid_on,
        row.confirmed_on,
    )


def live_stretches(outflow_id: int) -> list[tuple[Lane, int, int]]:
    """The lane stretches that an outflow covers; empty when it was cancelled."""
    found = Use.objects.filter(outflow_id=outflow_id, live=True).order_by("lane", "lo")
    return [(Lane(use.lane), use.lo, use.hi) for use in found]
