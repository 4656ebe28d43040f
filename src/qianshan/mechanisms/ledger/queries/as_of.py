"""The figures of a fund as they stood at the end of a day, read from the dated rows of the journal and the tape.

The figures that a fund keeps are those of now. A report speaks of a day: what was booked up to
it, what the bank had confirmed, what a beneficiary had confirmed, less what was cancelled or came back
by then. As of today they equal the kept ones (tested).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any  # values of the two statements have the types of their columns

from django.db import connection

from qianshan.mechanisms.money import Fen

_IN = """
SELECT i.kind = ANY(%(received)s), i.kind = 'gift',
  i.kind = 'transfer' OR (i.kind = 'return' AND o.kind IN ('transfer', 'match')),
  sum(i.hi - i.lo)::bigint, count(*)
FROM ledger_inflow i JOIN ledger_entry e ON e.id = i.entry_id
LEFT JOIN ledger_use u ON u.id = i.source_use_id LEFT JOIN ledger_outflow o ON o.id = u.outflow_id
WHERE i.fund_id = ANY(%(funds)s) AND e.booked_on <= %(day)s
GROUP BY 1, 2, 3
"""

# A cancelled outflow counts until the day of its red entry. What came back by the day is taken off.
_OUT = """
SELECT o.kind, o.tag, o.paid_on <= %(day)s, o.confirmed_on <= %(day)s, sum(o.amount - r.fen)::bigint, sum(o.amount)::bigint
FROM ledger_outflow o
LEFT JOIN ledger_entry c ON c.reverses_id = o.entry_id
CROSS JOIN LATERAL (SELECT coalesce(sum(i.hi - i.lo), 0) AS fen
  FROM ledger_use u JOIN ledger_inflow i ON i.source_use_id = u.id JOIN ledger_entry e ON e.id = i.entry_id
  WHERE u.outflow_id = o.id AND i.kind = 'return' AND e.booked_on <= %(day)s) r
WHERE o.fund_id = ANY(%(funds)s) AND o.booked_on <= %(day)s
  AND NOT (o.state = 'cancelled' AND coalesce(c.booked_on, o.booked_on) <= %(day)s)
GROUP BY 1, 2, 3, 4
"""
_SPENDING = ("payment", "asset", "fee")
_RECEIVED = ["gift", "match", "grant", "opening"]


@dataclass(frozen=True, slots=True)
class SpentOn:
    """What was reserved and what was paid in one cost class, in fen."""

    tag: str
    reserved: Fen
    paid: Fen


@dataclass(frozen=True, slots=True)
class FiguresOnDay:
    """The figures of one or several funds at the end of a day, in fen; each money step includes the later ones."""

    day: date
    gift_count: int
    given: Fen
    received: Fen
    refunded: Fen
    moved_in: Fen
    moved_out: Fen
    reserved: Fen
    paid: Fen
    confirmed: Fen
    free: Fen
    spent_on: tuple[SpentOn, ...]

    @property
    def cost_paid(self) -> Fen:
        """Administration and fundraising, paid."""
        return Fen(sum(one.paid for one in self.spent_on if one.tag[:1] in {"M", "B"}))


def figures_as_of(fund_ids: Iterable[int], day: date) -> FiguresOnDay:
    """The figures of these funds together, at the end of a day; two queries."""
    values: dict[str, Any] = {"funds": list(fund_ids), "day": day, "received": _RECEIVED}
    with connection.cursor() as cursor:
        cursor.execute(_IN, values)
        come = cursor.fetchall()
        cursor.execute(_OUT, values)
        gone = cursor.fetchall()
    spent = [row for row in gone if row[0] in _SPENDING]
    return FiguresOnDay(
        day=day,
        gift_count=sum(row[4] for row in come if row[1]),
        given=Fen(sum(row[3] for row in come if row[1])),
        received=Fen(sum(row[3] for row in come if row[0])),
        refunded=Fen(sum(row[5] for row in gone if row[0] == "refund")),
        moved_in=Fen(sum(row[3] for row in come if row[2])),
        moved_out=Fen(sum(row[5] for row in gone if row[0] in {"transfer", "match"})),
        reserved=Fen(sum(row[4] for row in spent)),
        paid=Fen(sum(row[4] for row in spent if row[2])),
        confirmed=Fen(sum(row[4] for row in spent if row[2] and row[3])),
        free=Fen(sum(row[3] for row in come) - sum(row[5] for row in gone)),
        spent_on=_by_tag(spent),
    )


def spent_as_of(fund_ids: Iterable[int], day: date) -> tuple[SpentOn, ...]:
    """What these funds spent by cost class up to a day, without reading a gift; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_OUT, {"funds": list(fund_ids), "day": day})
        return _by_tag([row for row in cursor.fetchall() if row[0] in _SPENDING])


def _by_tag(spent: list[tuple[object, ...]]) -> tuple[SpentOn, ...]:
    tags = sorted({str(row[1]) for row in spent})
    return tuple(_spent_on(tag, [row for row in spent if row[1] == tag]) for tag in tags)


def _spent_on(tag: str, rows: list[tuple[object, ...]]) -> SpentOn:
    amounts = [(int(str(row[4])), bool(row[2])) for row in rows]
    return SpentOn(tag, Fen(sum(fen for fen, _ in amounts)), Fen(sum(fen for fen, paid in amounts if paid)))
