"""Giving places to rows that commit out of order: each committed row once, none left out.

Row ids are drawn before their transaction commits, so a greater id may be seen before a smaller
one: "everything above the last id" would lose rows. A reader therefore keeps `gaps`: ids below
`high` that were not there, each `(first, last, seen)`, and reads them again in each round until nobody
can fill them. Whoever can had his transaction's number before he drew the id, and drew it before
a greater one was seen; so his number is below that of the *next* round's own transaction, which
is noted as `seen` (0 in the round that found the gap). When every transaction below it has ended
and the gap is still empty, it was rolled back.
A snapshot's xmax will not do as the bound: it is the last *ended* number plus one, and a storm of
four writers lost a row by it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Row = TypeVar("Row", bound=tuple[Any, ...])
Gap = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """How far a reader has come."""

    high: int
    gaps: Sequence[Gap]


@dataclass(frozen=True, slots=True)
class Transactions:
    """The oldest transaction that still ran before the reading began, and the reader's own."""

    oldest: int
    own: int


@dataclass(frozen=True, slots=True)
class Fresh(Generic[Row]):
    """Rows that get their places now, in this order, each with its id first; and where the reader is then."""

    rows: list[Row]
    place: Place

    def runs(self, first_index: int) -> list[tuple[int, int, int]]:
        """Stretches of consecutive ids: (first index, first id, count)."""
        runs: list[tuple[int, int, int]] = []
        for offset, row in enumerate(self.rows):
            if runs and runs[-1][1] + runs[-1][2] == row[0]:
                index, first, count = runs[-1]
                runs[-1] = (index, first, count + 1)
            else:
                runs.append((first_index + offset, row[0], 1))
        return runs


def read_fresh(
    place: Place, transactions: Transactions, read: Callable[[int, int | None, int], list[Row]], limit: int
) -> Fresh[Row]:
    """Read what has no place yet: `read(first, last, most)` gives committed rows by id, `last` None for all."""
    rows: list[Row] = []
    gaps: list[Gap] = []
    for first, last, seen in place.gaps:
        if len(rows) >= limit:
            gaps.append((first, last, seen))
            continue
        found = read(first, last, limit - len(rows))
        rows += found
        if not 0 < seen <= transactions.oldest or len(rows) >= limit:
            gaps += _between(first, last, seen or transactions.own, found)
    above = read(place.high + 1, None, limit - len(rows)) if len(rows) < limit else []
    high = above[-1][0] if above else place.high
    if above:
        gaps += _between(place.high + 1, high, 0, above)
    return Fresh(rows + above, Place(high, gaps))


def _between(first: int, last: int, seen: int, present: Sequence[tuple[Any, ...]]) -> list[Gap]:
    """The stretches of `[first, last]` without the ids that are present."""
    gaps: list[Gap] = []
    for row_id in [*(row[0] for row in present), last + 1]:
        if row_id > first:
            gaps.append((first, row_id - 1, seen))
        first = row_id + 1
    return gaps
