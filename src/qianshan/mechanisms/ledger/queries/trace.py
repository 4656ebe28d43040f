"""Where did my gift go: the uses that overlap its stretches, through every chain.

A row of the walk is a stretch on a lane with one live use over it, or none. Fen that moved on or came
back lie on new stretches: fen x of a use is fen `x - source_lo` of its child. Each step is fenced by
OFFSET 0; without the fence the planner joins whole indexes.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple  # a row of a statement has the types of its columns

from qianshan.mechanisms.ledger.kernel.kinds import Lane
from qianshan.mechanisms.ledger.queries.prepared import rows
from qianshan.mechanisms.ledger.refusals import NoSuchGift
from qianshan.mechanisms.ledger.types import GiftTrace, Part
from qianshan.mechanisms.words import N_, Words

_USES = """
  SELECT u.id, u.outflow_id, greatest(u.lo, {s}.lo) AS lo, least(u.hi, {s}.hi) AS hi
  FROM ledger_use u
  WHERE u.live AND u.fund_id = {s}.fund_id AND u.lane = {s}.lane AND u.lo < {s}.hi AND u.hi > {s}.lo
    AND u.lo >= (SELECT coalesce(max(b.lo), {s}.lo) FROM ledger_use b
      WHERE b.live AND b.fund_id = {s}.fund_id AND b.lane = {s}.lane AND b.lo <= {s}.lo)
  OFFSET 0
"""

_OUTFLOW = """
  SELECT o.kind, o.state, o.order_ref, o.tag, o.returned > 0 OR o.kind IN ('transfer', 'match') AS moved_on
  FROM ledger_outflow o WHERE o.id = {s}.outflow_id OFFSET 0
"""

_LANES = "(VALUES (0, i.fund_id, i.cost_lo, i.cost_hi), (1, i.fund_id, i.lo - i.cost_lo, i.hi - i.cost_hi))"

# Most gifts' fen have not moved on: their own stretches only, at half the price of the walk.
NEAR = f"""
SELECT l.lane, l.hi - l.lo, u.hi - u.lo, u.outflow_id, o.kind, o.state, o.order_ref, o.tag, o.moved_on,
  i.fund_id, i.hi - i.lo, i.received_at
FROM ledger_inflow i CROSS JOIN LATERAL {_LANES} l (lane, fund_id, lo, hi)
LEFT JOIN LATERAL ({_USES.format(s="l")}) u ON true
LEFT JOIN LATERAL ({_OUTFLOW.format(s="u")}) o ON true
WHERE i.id = %s AND l.hi > l.lo
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
    CROSS JOIN LATERAL {_LANES} l (lane, fund_id, lo, hi)
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
FROM w LEFT JOIN LATERAL ({_OUTFLOW.format(s="w")}) o ON true
"""
# psycopg keeps the parsed form of statements up to 4,096 characters; a longer one is parsed at each read.
TRACE, NEAR = " ".join(TRACE.split()), " ".join(NEAR.split())


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
    """The walk of one inflow's fen, nearest stretches first."""
    steps = [Step(*row) for row in rows(TRACE, [inflow_id])]
    steps.sort(key=lambda step: (step.depth, step.fund_id, step.lane, step.lo, step.use_lo or 0))
    return steps


def trace_gift(inflow_id: int) -> GiftTrace:
    """What became of each fen of a gift (or another inflow), summing to it.

    Raises:
        NoSuchGift: there is no such inflow.
        DoesNotAddUp: the parts do not sum to the gift; the page must fail rather than show it.
    """
    near = rows(NEAR, [inflow_id])
    if not near:
        raise NoSuchGift(Words(N_("There is no such gift.")), field="inflow_id", value=inflow_id)
    *_, fund_id, amount, received_at = near[0]
    parts, via = _far(inflow_id) if any(row[8] for row in near) else (_near(near), [])
    total = sum(part.amount_fen for part in parts)
    if total != amount:
        raise DoesNotAddUp(f"the parts of gift {inflow_id} sum to {total} fen, not {amount}")
    return GiftTrace(inflow_id, fund_id, amount, received_at, tuple(parts), tuple(via))


def _near(near: Sequence[tuple[Any, ...]]) -> list[Part]:
    """The parts of a gift whose fen lie where they came."""
    parts: list[Part] = []
    left: dict[int, int] = {}
    for lane, length, used, outflow_id, kind, state, order_ref, tag, _, fund_id, _, _ in near:
        left.setdefault(lane, length)
        if outflow_id is not None:
            left[lane] -= used
            parts.append(Part(kind, Lane(lane), fund_id, used, outflow_id, state, 0, order_ref, tag))
    if any(left.values()):
        fund_id = near[0][9]
        parts += [Part("waiting", Lane(lane), fund_id, fen, None, "", 0) for lane, fen in left.items() if fen]
    return _merged(parts) if len(parts) > 2 else parts  # noqa: PLR2004  (one a lane: nothing to merge)


def _far(inflow_id: int) -> tuple[list[Part], list[Part]]:
    """The parts of a gift of which fen moved on, and the outflows that they moved through."""
    steps = steps_of(inflow_id)
    moved_on = _moved_on(steps)
    via = [
        _part(step, moved_on[step.use_id, step.use_lo])
        for step in steps
        if moved_on.get((step.use_id, step.use_lo))
    ]
    return _merged([*_spent(steps, moved_on), *_waiting(steps)]), _merged(via)


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
