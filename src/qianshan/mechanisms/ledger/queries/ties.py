"""The ties between tape and journal (J1-J3, J7) and the conservation of fen, per fund and per book."""

from django.db import connection

from qianshan.mechanisms.ledger.kernel.chart import (
    FORM_ACCOUNTS,
    FORM_ALLOWANCES,
    LIABILITY_ACCOUNTS,
    MONEY_ACCOUNTS,
)

Tie = tuple[int, int, int]

_J1 = """
SELECT f.id, -coalesce(sum(l.signed) FILTER (WHERE l.account ~ '^[345]'), 0)::bigint,
  (f.tape_end - f.used_cost - f.used_prog + coalesce(sum(l.signed) FILTER (WHERE l.account = ANY(%s)), 0))::bigint
FROM ledger_fund f LEFT JOIN ledger_line l ON l.fund_id = f.id GROUP BY f.id
"""

_J2 = """
SELECT b.id, coalesce((SELECT sum(l.signed) FROM ledger_line l
    WHERE l.book_id = b.id AND l.account = ANY(%s) AND NOT l.agency), 0)::bigint,
  (coalesce((SELECT sum(f.tape_end - f.used_cost - f.used_prog) FROM ledger_fund f WHERE f.book_id = b.id), 0)
   - coalesce((SELECT sum(l.signed) FROM ledger_line l WHERE l.book_id = b.id AND l.account = ANY(%s)), 0))::bigint
FROM ledger_book b
"""

# J7: administration and fundraising of a fund with a cost lane are its live cost uses that are costs, less what
# came back in the year of the payment (later it is income); assets count as far as they were settled. A gift owed
# back by own fault (class M9) comes from both lanes and stands outside. Closing entries stand outside too.
_J7 = """
SELECT f.id,
  coalesce((SELECT sum(l.signed) FROM ledger_line l JOIN ledger_entry e ON e.id = l.entry_id
    WHERE l.fund_id = f.id AND l.account IN ('5301', '5401') AND l.tag <> 'M9' AND e.kind <> 'closing'), 0)::bigint,
  (coalesce((SELECT sum(o.amount) FROM ledger_outflow o JOIN ledger_entry e ON e.id = o.entry_id
     WHERE o.fund_id = f.id AND o.lane = 0 AND o.state <> 'cancelled'
       AND (o.kind IN ('payment', 'fee') OR e.template = 'T18b')), 0)
   - coalesce((SELECT sum(i.hi - i.lo) FROM ledger_outflow o JOIN ledger_use u ON u.outflow_id = o.id
     JOIN ledger_inflow i ON i.source_use_id = u.id JOIN ledger_entry e ON e.id = i.entry_id
     WHERE o.fund_id = f.id AND o.lane = 0 AND o.kind IN ('payment', 'fee')
       AND date_part('year', e.booked_on) = date_part('year', o.booked_on)), 0)
   + coalesce((SELECT sum(l.signed) FROM ledger_outflow o JOIN ledger_entry e ON e.settles_id = o.id
     JOIN ledger_line l ON l.entry_id = e.id AND l.account ~ '^5'
     WHERE o.fund_id = f.id AND o.lane = 0 AND o.kind = 'asset'), 0))::bigint
FROM ledger_fund f WHERE f.has_cost_lane
"""

_EXTERNAL = """
SELECT b.id,
  coalesce((SELECT sum(i.hi - i.lo) FROM ledger_inflow i WHERE i.book_id = b.id AND i.source_use_id IS NULL), 0)::bigint,
  (coalesce((SELECT sum(f.tape_end - f.used_cost - f.used_prog) FROM ledger_fund f WHERE f.book_id = b.id), 0)
   + coalesce((SELECT sum(u.hi - u.lo) FROM ledger_use u JOIN ledger_outflow o ON o.id = u.outflow_id
     WHERE o.book_id = b.id AND u.live), 0)
   - coalesce((SELECT sum(i.hi - i.lo) FROM ledger_inflow i WHERE i.book_id = b.id AND i.source_use_id IS NOT NULL), 0)
  )::bigint
FROM ledger_book b
"""


def _rows(statement: str, values: list[list[str]], limit: int) -> list[Tie]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM ({statement}) t (id, one, other) WHERE one <> other ORDER BY id LIMIT {limit}",
            values,
        )
        return [(key, one, other) for key, one, other in cursor.fetchall()]


def untied(limit: int) -> dict[str, list[Tie]]:
    """Where a tie does not hold: name of the tie → (fund or book, one side, other side), in fen.

    net_assets (J1 and J3, per fund), money (J2, per book), cost (J7, per fund), external (per book).
    """
    return {
        "net_assets": _rows(_J1, [[*FORM_ACCOUNTS, *FORM_ALLOWANCES]], limit),
        "money": _rows(_J2, [list(MONEY_ACCOUNTS), list(LIABILITY_ACCOUNTS)], limit),
        "cost": _rows(_J7, [], limit),
        "external": _rows(_EXTERNAL, [], limit),
    }
