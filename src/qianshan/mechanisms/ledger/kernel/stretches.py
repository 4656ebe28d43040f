"""Arithmetic of stretches: which fen a payment, a refund or a return takes. All positions are lane positions in fen."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """`[lo, hi)`, never empty."""

    lo: int
    hi: int

    @property
    def length(self) -> int:
        """Fen in it."""
        return self.hi - self.lo


def cost_share(q_bp: int, g_lo: int, amount_fen: int) -> int:
    """Fen of a gift that lie on the cost lane: the difference of one rising function, exact over many gifts."""
    return q_bp * (g_lo + amount_fen) // 10_000 - q_bp * g_lo // 10_000


def gaps(start: int, end: int, covered: Iterable[tuple[int, int]]) -> Iterator[Stretch]:
    """The stretches of `[start, end)` that `covered` (in order, apart from each other) leaves free; lazy."""
    for lo, hi in covered:
        if lo >= end:
            break
        if lo > start:
            yield Stretch(start, lo)
        start = max(start, hi)
    if start < end:
        yield Stretch(start, end)


def take_oldest(free: Iterable[Stretch], amount_fen: int) -> list[Stretch]:
    """The first `amount_fen` free fen, as few stretches as they allow; takes no more from `free` than it needs.

    Raises:
        ValueError: fewer are free. Callers compare with the lane's free fen before.
    """
    taken: list[Stretch] = []
    left = amount_fen
    for gap in free:
        part = min(gap.length, left)
        taken.append(Stretch(gap.lo, gap.lo + part))
        left -= part
        if not left:
            return taken
    raise ValueError(f"{left} of {amount_fen} fen are missing")


def take_newest(free: Iterable[Stretch], amount_fen: int) -> list[Stretch]:
    """The last `amount_fen` free fen, in rising order of position.

    Raises:
        ValueError: fewer are free.
    """
    taken: list[Stretch] = []
    left = amount_fen
    for gap in sorted(free, reverse=True):
        if not left:
            break
        part = min(gap.length, left)
        taken.append(Stretch(gap.hi - part, gap.hi))
        left -= part
    if left:
        raise ValueError(f"{left} of {amount_fen} fen are missing")
    return taken[::-1]


def refund_split(free_cost_fen: int, free_prog_fen: int, amount_fen: int) -> tuple[int, int]:
    """How a refund takes from cost and programme: cost gives its share of what is free, cut off."""
    free = free_cost_fen + free_prog_fen
    cost = amount_fen * free_cost_fen // free if free else 0
    return cost, amount_fen - cost


def lane_stretches(lo: int, hi: int, cost_lo: int, cost_hi: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where a line stretch lies on the cost lane and on the programme lane."""
    return (cost_lo, cost_hi), (lo - cost_lo, hi - cost_hi)
