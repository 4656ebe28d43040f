"""Writing the tape under the fund's lock: inflows at its end, uses over its free fen."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from qianshan.mechanisms.ledger.kernel.kinds import RECEIVED, InflowKind, Lane, OutflowKind, OutflowState
from qianshan.mechanisms.ledger.kernel.stretches import Stretch, gaps, take_oldest
from qianshan.mechanisms.ledger.models import Fund, Use
from qianshan.mechanisms.ledger.models.book import MOVING_COLUMNS
from qianshan.mechanisms.ledger.refusals import FundForbids, LaneTooShort, NotEnough
from qianshan.mechanisms.ledger.rows import insert, update
from qianshan.mechanisms.ledger.types import OutflowRef
from qianshan.mechanisms.money import yuan
from qianshan.mechanisms.words import N_, Words

CHUNK = 500
_INFLOW = (
    "book_id", "fund_id", "entry_id", "lo", "hi", "cost_lo", "cost_hi", "q_bp", "g_lo", "nth_cost", "nth_prog", "kind",
    "raise_kind", "received_at", "name_shown", "amount_shown", "source_use_id", "source_lo",
)  # fmt: skip
_OUTFLOW = (
    "book_id", "fund_id", "lane", "amount", "kind", "state", "payee", "order_ref", "tag", "entry_id", "paid_entry_id",
    "gift_id", "booked_on", "paid_on", "returned",
)  # fmt: skip


def require_open(fund: Fund) -> None:
    """Refuse money for a closed fund.

    Raises:
        FundForbids: it is closed.
    """
    if fund.state == "closed":
        raise FundForbids(Words(N_("The fund %(fund)s is closed and takes no money."), fund=fund.name))


def require_payable(fund: Fund, on: date) -> None:
    """Refuse payments that the fund's state or its time limit forbids.

    Raises:
        FundForbids: closed, frozen, or not usable before a later day.
    """
    if fund.state != "open":
        raise FundForbids(
            Words(N_("The fund %(fund)s is closed or frozen and pays nothing."), fund=fund.name)
        )
    if fund.usable_from is not None and on < fund.usable_from:
        raise FundForbids(
            Words(N_("The fund %(fund)s may be used from %(day)s on."), fund=fund.name, day=fund.usable_from),
            field="booked_on",
            value=on,
        )


def save(*funds: Fund) -> None:
    """Store what moved on locked funds: one UPDATE each."""
    for fund in funds:
        update("ledger_fund", MOVING_COLUMNS, [getattr(fund, name) for name in MOVING_COLUMNS], fund.pk)


@dataclass(frozen=True, slots=True)
class Arriving:
    """One inflow to be appended: its fen, and whether all of them lie on the cost lane."""

    kind: InflowKind
    amount_fen: int
    all_cost: bool = False
    source_use_id: int | None = None
    source_lo: int | None = None


def append(fund: Fund, arriving: Sequence[Arriving], *, entry_id: int, at: datetime) -> list[int]:
    """Put inflows other than gifts at the end of a locked fund's tape and move its ends (unsaved); their ids.

    Raises:
        FundForbids: the fund is closed.
    """
    require_open(fund)
    rows = []
    for one in arriving:
        cost = one.amount_fen if one.all_cost else 0
        hi, q_bp = fund.tape_end + one.amount_fen, 10_000 if one.all_cost else 0
        rows.append(
            (
                *(
                    fund.book_id,
                    fund.pk,
                    entry_id,
                    fund.tape_end,
                    hi,
                    fund.cost_end,
                    fund.cost_end + cost,
                    q_bp,
                    0,
                ),
                *(fund.nth_cost, fund.nth_prog, str(one.kind), "", at, False, False),
                *(one.source_use_id, one.source_lo),
            )
        )
        fund.tape_end += one.amount_fen
        fund.cost_end += cost
        fund.has_cost_lane = fund.has_cost_lane or one.all_cost
        if one.kind in RECEIVED:
            fund.received += one.amount_fen
    return insert("ledger_inflow", _INFLOW, rows)


def live_uses(fund_id: int, lane: Lane, start: int) -> Iterator[tuple[int, int]]:
    """Live uses of a lane from a position on, in order, read in chunks only as far as they are wanted."""
    while True:
        chunk = list(
            Use.objects.filter(fund_id=fund_id, lane=lane, live=True, lo__gte=start)
            .order_by("lo")
            .values_list("lo", "hi")[:CHUNK]
        )
        yield from chunk
        if len(chunk) < CHUNK:
            return
        start = chunk[-1][1]


def oldest_free(fund: Fund, lane: Lane, amount_fen: int) -> list[Stretch]:
    """The oldest free fen of a locked fund's lane.

    Raises:
        LaneTooShort: the lane has fewer; says how many.
        NotEnough: the same, for a fund that has one lane only.
    """
    free = fund.free(lane)
    if free < amount_fen:
        raise _too_little(fund, lane, free, amount_fen)
    head, end = fund.head(lane), fund.lane_end(lane)
    behind = fund.used(lane) > head  # uses lie behind the head only when it is not all that is used
    return take_oldest(gaps(head, end, live_uses(fund.pk, lane, head) if behind else ()), amount_fen)


def _too_little(fund: Fund, lane: Lane, free: int, amount_fen: int) -> NotEnough:
    values = {"fund": fund.name, "free": yuan(free), "amount": yuan(amount_fen)}
    if not fund.has_cost_lane:
        refusal = NotEnough(
            Words(N_("The fund %(fund)s has %(free)s yuan free; %(amount)s yuan cannot leave it."), **values),
            field="amount_fen",
            value=amount_fen,
        )
    elif lane == Lane.COST:
        refusal = LaneTooShort(
            Words(
                N_(
                    "The fund %(fund)s has %(free)s yuan free for cost by its plan; %(amount)s yuan cannot be paid."
                ),
                **values,
            ),
            field="amount_fen",
            value=amount_fen,
        )
    else:
        refusal = LaneTooShort(
            Words(
                N_(
                    "The fund %(fund)s has %(free)s yuan free for its programme; %(amount)s yuan cannot leave it."
                ),
                **values,
            ),
            field="amount_fen",
            value=amount_fen,
        )
    refusal.remaining_fen = free
    return refusal


@dataclass(frozen=True, slots=True)
class Leaving:
    """What an outflow row holds beside fund, amount and stretches."""

    kind: OutflowKind
    state: OutflowState
    entry_id: int
    booked_on: date
    payee: str = ""
    order_ref: str = ""
    tag: str = ""
    gift_id: int | None = None


def cover(
    fund: Fund, stretches: Sequence[tuple[Lane, Stretch]], leaving: Leaving, *, from_head: bool
) -> tuple[OutflowRef, list[Use]]:
    """Write an outflow and its uses on a locked fund and move its figures (unsaved).

    `from_head`: the stretches are the oldest free ones, so each lane's head moves to the end of its last.
    """
    amount = sum(stretch.length for _, stretch in stretches)
    lanes = {lane for lane, _ in stretches}
    paid_at_once = leaving.state == OutflowState.PAID
    lane = int(lanes.pop()) if len(lanes) == 1 else None
    paid = (leaving.entry_id, leaving.booked_on) if paid_at_once else (None, None)
    row = (
        *(fund.book_id, fund.pk, lane, amount, str(leaving.kind), str(leaving.state), leaving.payee),
        *(
            leaving.order_ref,
            leaving.tag,
            leaving.entry_id,
            paid[0],
            leaving.gift_id,
            leaving.booked_on,
            paid[1],
            0,
        ),
    )
    [outflow_id] = insert("ledger_outflow", _OUTFLOW, [row])
    use_ids = insert(
        "ledger_use",
        ("fund_id", "lane", "lo", "hi", "outflow_id", "live"),
        [(fund.pk, int(lane), piece.lo, piece.hi, outflow_id, True) for lane, piece in stretches],
    )
    uses = [
        Use(id=use_id, fund_id=fund.pk, lane=lane, lo=piece.lo, hi=piece.hi, outflow_id=outflow_id)
        for use_id, (lane, piece) in zip(use_ids, stretches, strict=True)
    ]
    for lane, piece in stretches:
        _occupy(fund, lane, piece, from_head=from_head)
    ref = OutflowRef(outflow_id, leaving.entry_id, fund.pk, amount, tuple(stretches))
    return ref, uses


def _occupy(fund: Fund, lane: Lane, piece: Stretch, *, from_head: bool) -> None:
    if lane == Lane.COST:
        fund.used_cost += piece.length
        if from_head:
            fund.head_cost = piece.hi
    else:
        fund.used_prog += piece.length
        if from_head:
            fund.head_prog = piece.hi


def release(fund: Fund, uses: Iterable[Use]) -> None:
    """Let stretches go: the uses stay as history, no longer live; a locked fund's figures move (unsaved)."""
    pieces = list(uses)
    Use.objects.filter(pk__in=[use.pk for use in pieces]).update(live=False)
    for use in pieces:
        length = use.hi - use.lo
        if use.lane == Lane.COST:
            fund.used_cost -= length
            fund.head_cost = min(fund.head_cost, use.lo)
        else:
            fund.used_prog -= length
            fund.head_prog = min(fund.head_prog, use.lo)
