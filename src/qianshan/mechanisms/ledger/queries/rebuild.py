"""The queries that rebuild what a fund's row keeps. A stored copy is only as good as its rebuild."""

from django.db import connection

# Each kept column with the SQL that recomputes it for fund `f`.
_RETURNED = """coalesce((SELECT sum(i.hi - i.lo) FROM ledger_outflow o JOIN ledger_use u ON u.outflow_id = o.id
  JOIN ledger_inflow i ON i.source_use_id = u.id WHERE o.fund_id = f.id AND o.kind IN ('payment', 'asset', 'fee'){more}), 0)"""
_OUT = "coalesce((SELECT sum(o.amount) FROM ledger_outflow o WHERE o.fund_id = f.id AND {which}), 0)"
_SPENT = "o.kind IN ('payment', 'asset', 'fee') AND o.state {states}"
_IN = "coalesce((SELECT sum(i.hi - i.lo) FROM ledger_inflow i WHERE i.fund_id = f.id AND {which}), 0)"
_COUNT = "(SELECT count(*) FROM ledger_inflow i WHERE i.fund_id = f.id AND i.kind = 'gift' AND {which})"
_USED = "coalesce((SELECT sum(u.hi - u.lo) FROM ledger_use u WHERE u.fund_id = f.id AND u.live AND u.lane = {lane}), 0)"


def _spent(states: str) -> str:
    return f"{_OUT.format(which=_SPENT.format(states=states))} - {_RETURNED.format(more=f' AND o.state {states}')}"


REBUILD = {
    "tape_end": "coalesce((SELECT max(i.hi) FROM ledger_inflow i WHERE i.fund_id = f.id), 0)",
    "cost_end": "coalesce((SELECT max(i.cost_hi) FROM ledger_inflow i WHERE i.fund_id = f.id), 0)",
    "used_cost": _USED.format(lane=0),
    "used_prog": _USED.format(lane=1),
    "gift_count": _COUNT.format(which="true"),
    "nth_cost": _COUNT.format(which="i.cost_hi > i.cost_lo"),
    "nth_prog": _COUNT.format(which="i.hi - i.lo > i.cost_hi - i.cost_lo"),
    "given": _IN.format(which="i.kind = 'gift'"),
    "matched": _IN.format(which="i.kind = 'match'"),
    "received": _IN.format(which="i.kind IN ('gift', 'match', 'grant', 'opening')"),
    "refunded": _OUT.format(which="o.kind = 'refund' AND o.state <> 'cancelled'"),
    "moved_out": _OUT.format(which="o.kind IN ('transfer', 'match') AND o.state <> 'cancelled'"),
    "moved_in": _IN.format(
        which="i.kind IN ('transfer', 'return') AND EXISTS (SELECT 1 FROM ledger_use u JOIN ledger_outflow o"
        " ON o.id = u.outflow_id WHERE u.id = i.source_use_id AND o.kind IN ('transfer', 'match'))"
    ),
    "reserved": _spent("<> 'cancelled'"),
    "paid": _spent("IN ('paid', 'confirmed')"),
    "confirmed": _spent("= 'confirmed'"),
}


def differences(limit: int) -> list[tuple[int, str, int, int]]:
    """Kept figures that differ from their rebuild: (fund, column, kept, rebuilt)."""
    columns = ", ".join(f"({sql})::bigint AS new_{name}" for name, sql in REBUILD.items())
    tested = ", ".join(f"('{name}', r.{name}, r.new_{name})" for name in REBUILD)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT r.id, v.name, v.kept, v.rebuilt FROM (SELECT f.*, {columns} FROM ledger_fund f) r"
            f" CROSS JOIN LATERAL (VALUES {tested}) v (name, kept, rebuilt)"
            " WHERE v.kept <> v.rebuilt ORDER BY r.id, v.name LIMIT %s",
            [limit],
        )
        return [(fund_id, name, kept, new) for fund_id, name, kept, new in cursor.fetchall()]
