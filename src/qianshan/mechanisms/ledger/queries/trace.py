"""Where did my gift go: the uses that overlap its stretches, through every chain.

A row of the walk is a stretch on a lane with one live use over it, or none. Fen that moved on or came
back lie on new stretches: fen x of a use is fen `x - source_lo` of its child. Each step is fenced by
OFFSET 0; without the fence the planner joins whole indexes.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from qianshan.mechanisms.ledger.kernel.kinds import Lane
from qianshan.mechanisms.ledger.queries.prepared import rows
from qianshan.mechanisms.ledger.refusals import NoSuchGift
from qianshan.mechanisms.ledger.types import GiftTrace, Part
from qianshan.mechanisms.words import N_, Words

_USES = """
  SELECT u.id, u.outflow_id, greatest(u.lo, {s}.lo) AS lo, least(u.hi, {s}.hi) AS hi
  FROM ledger_use u
  WHERE u.live AND u.fund_id = {s}.fund_id AND u.lane = {s}.lane AND u.lo < {s}.hi AND u.hi > {s}.lo
    AND u.lo >= coalesce((SELECT b.lo FROM ledger_use b
      WHERE b.live AND b.fund_id = {s}.fund_id AND b.lane = {s}.lane AND b.lo <= {s}.lo
      ORDER BY b.lo DESC LIMIT 1), {s}.lo)
  OFFSET 0
"""

# A child lies on one lane only: its q is 0 or 10000.
_CHILDREN = """
  SELECT i.id, i.fund_id, CASE WHEN i.q_bp = 0 THEN 1 ELSE 0 END AS lane,
    greatest(i.source_lo, w.use_lo) - i.source_lo + CASE WHEN i.q_bp = 0 THEN i.lo - i.cost_lo ELSE i.cost_lo END AS lo,
    least(i.source_lo + i.hi - i.lo, w.use_hi) - i.source_lo
      + CASE WHEN i.q_bp = 0 THEN i.lo - i.cost_lo ELSE i.cost_lo END AS hi
  FROM ledger_inflow i
  WHERE i.source_use_id = w.use_id AND i.source_lo < w.use_hi AND i.source_lo + i.hi - i.lo > w.use_lo
  OFFSET 0
"""

TRACE = f"""
WITH RECURSIVE w AS (
  SELECT 0 AS depth, s.inflow_id, s.fund_id, s.lane, s.lo, s.hi, NULL::bigint AS from_use, NULL::bigint AS from_lo,
    u.id AS use_id, u.outflow_id, u.lo AS use_lo, u.hi AS use_hi
  FROM (SELECT i.id AS inflow_id, i.fund_id, l.lane, l.lo, l.hi FROM ledger_inflow i
    CROSS JOIN LATERAL (VALUES (0, i.cost_lo, i.cost_hi), (1, i.lo - i.cost_lo, i.hi - i.cost_hi)) l (lane, lo, hi)
    WHERE i.id = %s AND l.hi > l.lo OFFSET 0) s
  LEFT JOIN LATERAL ({_USES.format(s="s")}) u ON true
  UNION ALL
  SELECT w.depth + 1, c.id, c.fund_id, c.lane, c.lo, c.hi, w.use_id, w.use_lo,
    u.id, u.outflow_id, u.lo, u.hi
  FROM w CROSS JOIN LATERAL ({_CHILDREN}) c
  LEFT JOIN LATERAL ({_USES.format(s="c")}) u ON true
)
SELECT w.depth, w.inflow_id, w.fund_id, w.lane, w.lo, w.hi, w.from_use, w.from_lo,
  w.use_id, w.outflow_id, w.use_lo, w.use_hi, o.kind, o.state, o.order_ref, o.tag
FROM w LEFT JOIN ledger_outflow o ON o.id = w.outflow_id
ORDER BY w.depth, w.fund_id, w.lane, w.lo, w.use_lo
"""

GIFT = "SELECT i.id, i.fund_id, i.hi - i.lo, i.received_at FROM ledger_inflow i WHERE i.id = %s"


class DoesNotAddUp(AssertionError):
    """The parts of a gift do not sum to it: no page may show it."""


class Step(NamedTuple):
    """One row of the walk."""

    depth: int
    inflow_id: int
    fund_id: int
    lane: int
    lo: int
    hi: int
    from_use: int | None
    from_lo: int | None
    use_id: int | None
    outflow_id: int | None
    use_lo: int | None
    use_hi: int | None
    kind: str | None
    state: str | None
    order_ref: str | None
    tag: str | None

    @property
    def place(self) -> tuple[int, int, int]:
        """The stretch that this row lies on."""
        return (self.inflow_id, self.lane, self.lo)

    @property
    def used(self) -> int:
        """Fen of the stretch under this use."""
        return 0 if self.use_lo is None or self.use_hi is None else self.use_hi - self.use_lo


def steps_of(inflow_id: int) -> list[Step]:
    """The walk of one inflow's fen."""
    return [Step(*row) for row in rows(TRACE, [inflow_id])]


def trace_gift(inflow_id: int) -> GiftTrace:
    """What became of each fen of a gift (or another inflow), summing to it.

    Raises:
        NoSuchGift: there is no such inflow.
        DoesNotAddUp: the parts do not sum to the gift; the page must fail rather than show it.
    """
    head = rows(GIFT, [inflow_id])
    if not head:
        raise NoSuchGift(Words(N_("There is no such gift.")), field="inflow_id", value=inflow_id)
    [(_, fund_id, amount, received_at)] = head
    return _assemble(inflow_id, fund_id, amount, received_at, steps_of(inflow_id))


def _assemble(
    inflow_id: int, fund_id: int, amount: int, received_at: datetime, steps: Sequence[Step]
) -> GiftTrace:
    moved_on = _moved_on(steps)
    parts = [*_spent(steps, moved_on), *_waiting(steps)]
    via = [
        _part(step, moved_on[step.use_id, step.use_lo])
        for step in steps
        if moved_on.get((step.use_id, step.use_lo))
    ]
    total = sum(part.amount_fen for part in parts)
    if total != amount:
        raise DoesNotAddUp(f"the parts of gift {inflow_id} sum to {total} fen, not {amount}")
    return GiftTrace(inflow_id, fund_id, amount, received_at, tuple(_merged(parts)), tuple(_merged(via)))


def _moved_on(steps: Sequence[Step]) -> dict[tuple[int | None, int | None], int]:
    """Fen of each piece of a use that lie on children."""
    sums: dict[tuple[int | None, int | None], int] = defaultdict(int)
    for place in {(step.place, step.hi, step.from_use, step.from_lo) for step in steps if step.from_use}:
        (_, _, lo), hi, use_id, use_lo = place
        sums[use_id, use_lo] += hi - lo
    return sums


def _spent(steps: Sequence[Step], moved_on: dict[tuple[int | None, int | None], int]) -> list[Part]:
    parts = []
    for step in steps:
        if step.use_id is not None:
            rest = step.used - moved_on.get((step.use_id, step.use_lo), 0)
            if rest:
                parts.append(_part(step, rest))
    return parts


def _part(step: Step, amount: int) -> Part:
    return Part(
        step.kind or "",
        Lane(step.lane),
        step.fund_id,
        amount,
        step.outflow_id,
        step.state or "",
        step.depth,
        step.order_ref or "",
        step.tag or "",
    )


def _waiting(steps: Sequence[Step]) -> list[Part]:
    used: dict[tuple[int, int, int], int] = defaultdict(int)
    stretch: dict[tuple[int, int, int], Step] = {}
    for step in steps:
        used[step.place] += step.used
        stretch[step.place] = step
    return [
        Part("waiting", Lane(step.lane), step.fund_id, step.hi - step.lo - used[place], None, "", step.depth)
        for place, step in stretch.items()
        if step.hi - step.lo > used[place]
    ]


def _merged(parts: Sequence[Part]) -> list[Part]:
    """One part per outflow, lane and depth; one waiting part per fund and lane."""
    sums: dict[tuple[object, ...], int] = defaultdict(int)
    first: dict[tuple[object, ...], Part] = {}
    for part in parts:
        key = (
            part.outflow_id,
            part.fund_id,
            part.lane,
            part.kind,
            None if part.outflow_id is None else part.depth,
        )
        sums[key] += part.amount_fen
        first.setdefault(key, part)
    return [
        Part(
            part.kind,
            part.lane,
            part.fund_id,
            sums[key],
            part.outflow_id,
            part.state,
            part.depth,
            part.order_ref,
            part.tag,
        )
        for key, part in first.items()
    ]


def free_stretches(steps: Sequence[Step]) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """The gift's own free fen by (fund, lane), as lane stretches in order: what a refund may take."""
    covered: dict[tuple[int, int, int], list[tuple[int, int]]] = defaultdict(list)
    stretch: dict[tuple[int, int, int], Step] = {}
    for step in steps:
        stretch[step.place] = step
        if step.use_lo is not None and step.use_hi is not None:
            covered[step.place].append((step.use_lo, step.use_hi))
    free: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for place, step in stretch.items():
        at = step.lo
        for lo, hi in sorted(covered[place]):
            if lo > at:
                free[step.fund_id, step.lane].append((at, lo))
            at = hi
        if at < step.hi:
            free[step.fund_id, step.lane].append((at, step.hi))
    return {key: sorted(found) for key, found in free.items()}
