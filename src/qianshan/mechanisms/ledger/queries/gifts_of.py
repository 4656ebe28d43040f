"""Whose money was this payment: the inflows that overlap its uses, by lane, paged by key; counted by difference."""

from dataclasses import dataclass

from qianshan.mechanisms.ledger.kernel.kinds import Lane
from qianshan.mechanisms.ledger.queries.prepared import rows
from qianshan.mechanisms.ledger.types import GiftOfOutflow

PAGE = 100

_LANES = {
    Lane.COST: ("i.cost_lo", "i.cost_hi", "i.cost_hi > i.cost_lo", "nth_cost"),
    Lane.PROGRAMME: (
        "i.lo - i.cost_lo",
        "i.hi - i.cost_hi",
        "i.cost_hi < i.cost_lo + i.hi - i.lo",
        "nth_prog",
    ),
}


def _page_sql(lane: Lane) -> str:
    lo, hi, filled, _ = _LANES[lane]
    return f"""
    SELECT i.id, i.kind, {lo}, greatest({lo}, v.lo), least({hi}, v.hi), i.donor_id, i.name_shown, i.amount_shown,
      i.received_at
    FROM (VALUES (%s::bigint, %s::bigint, %s::bigint)) v (fund_id, lo, hi)
    CROSS JOIN LATERAL (SELECT i.* FROM ledger_inflow i
      WHERE i.fund_id = v.fund_id AND {filled} AND {lo} < v.hi
        AND {lo} >= (SELECT {lo} FROM ledger_inflow i WHERE i.fund_id = v.fund_id AND {filled} AND {lo} <= v.lo
          ORDER BY {lo} DESC LIMIT 1)
      ORDER BY {lo} LIMIT %s) i
    """


def _ends_sql(lane: Lane) -> str:
    lo, _, filled, nth = _LANES[lane]
    at = f"""(SELECT (i.{nth}, i.kind)::text FROM ledger_inflow i WHERE i.fund_id = v.fund_id AND {filled} AND {lo} {{op}}
      ORDER BY {lo} DESC LIMIT 1)"""
    return f"""
    SELECT {at.format(op="<= v.lo")}, {at.format(op="< v.hi")}
    FROM (VALUES (%s::bigint, %s::bigint, %s::bigint)) v (fund_id, lo, hi)
    """


_PAGE_SQL = {lane: _page_sql(lane) for lane in Lane}
_ENDS_SQL = {lane: _ends_sql(lane) for lane in Lane}
_STRETCHES = (
    "SELECT u.fund_id, u.lane, u.lo, u.hi FROM ledger_use u WHERE u.outflow_id = %s ORDER BY u.lane, u.lo"
)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the next page starts: a lane position of the outflow's uses."""

    lane: Lane
    lo: int


@dataclass(frozen=True, slots=True)
class GiftsPage:
    """One page of the inflows of an outflow, oldest fen first, and where the next one starts."""

    gifts: tuple[GiftOfOutflow, ...]
    next_page: Cursor | None


def gifts_of_outflow(outflow_id: int, *, after: Cursor | None = None, limit: int = PAGE) -> GiftsPage:
    """The gifts (and other inflows) whose fen an outflow took, by lane position."""
    found: list[GiftOfOutflow] = []
    for fund_id, lane_number, start, hi in rows(_STRETCHES, [outflow_id]):
        lane, lo = Lane(lane_number), start
        if after is not None:
            if (lane, hi) <= (after.lane, after.lo):
                continue
            lo = max(lo, after.lo) if lane == after.lane else lo
        page = rows(_PAGE_SQL[lane], [fund_id, lo, hi, limit + 1 - len(found)])
        found += [_gift(lane, row) for row in page]
        if len(found) > limit:
            cut = found[limit]
            return GiftsPage(tuple(found[:limit]), Cursor(cut.lane, cut.lane_lo))
    return GiftsPage(tuple(found), None)


def _gift(lane: Lane, row: tuple[object, ...]) -> GiftOfOutflow:
    inflow_id, kind, _, lo, hi, donor_id, name_shown, amount_shown, received_at = row
    return GiftOfOutflow(
        inflow_id,  # type: ignore[arg-type]  # a row of the statement above
        str(kind),
        lane,
        lo,  # type: ignore[arg-type]
        hi - lo,  # type: ignore[operator]
        donor_id,  # type: ignore[arg-type]
        bool(name_shown),
        bool(amount_shown),
        received_at,  # type: ignore[arg-type]
    )


def count_gifts_of_outflow(outflow_id: int) -> int:
    """How many gifts an outflow took fen of, by the running numbers at the ends of its stretches: nothing is scanned.

    A gift that lies in two stretches of the outflow is counted in each.
    """
    return sum(
        _between(*rows(_ENDS_SQL[Lane(lane)], [fund_id, lo, hi])[0])
        for fund_id, lane, lo, hi in rows(_STRETCHES, [outflow_id])
    )


def _between(first: str, last: str) -> int:
    nth_first, kind = first.strip("()").split(",")
    nth_last, _ = last.strip("()").split(",")
    return int(nth_last) - int(nth_first) + (kind == "gift")
