"""The invariants of the tape and of the journal, by the names of the design.

Each reads the whole of what it speaks of by set, none goes gift by gift but `gift.sum`, which proves the sums
by set (stretches touch, uses lie apart, what moved lies on children) and walks a sample of gifts as pages do.
"""

from django.db import connection

from qianshan.mechanisms.invariants import Broken, invariant
from qianshan.mechanisms.ledger.queries.rebuild import differences
from qianshan.mechanisms.ledger.queries.ties import untied
from qianshan.mechanisms.ledger.queries.trace import DoesNotAddUp, trace_gift
from qianshan.mechanisms.words import N_, Words

MOST = 20
SAMPLE = 200


def _found(statement: str, words: str, where: str = "fund") -> list[Broken]:
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} LIMIT {MOST}")
        return [Broken(f"{where} {key}", Words(words, found=found)) for key, found in cursor.fetchall()]


@invariant("tape.touch")
def tape_touches() -> list[Broken]:
    """Inflows of a fund touch from 0 to its end, on the line and on the cost lane."""
    return _found(
        """SELECT fund_id, lo FROM (
             SELECT fund_id, lo, cost_lo, coalesce(lag(hi) OVER w, 0) AS before, coalesce(lag(cost_hi) OVER w, 0) AS cost_before
             FROM ledger_inflow WINDOW w AS (PARTITION BY fund_id ORDER BY lo)) i
           WHERE lo <> before OR cost_lo <> cost_before""",
        N_("A gap or an overlap lies before fen %(found)s."),
    ) + _found(
        """SELECT f.id, f.tape_end FROM ledger_fund f
           LEFT JOIN LATERAL (SELECT hi, cost_hi FROM ledger_inflow WHERE fund_id = f.id ORDER BY lo DESC LIMIT 1) i ON true
           WHERE f.tape_end <> coalesce(i.hi, 0) OR f.cost_end <> coalesce(i.cost_hi, 0)""",
        N_("The tape ends at %(found)s, its last inflow elsewhere."),
    )


@invariant("tape.overlap")
def uses_lie_apart() -> list[Broken]:
    """Live uses of a lane do not overlap and lie below its end."""
    return _found(
        """SELECT fund_id, lo FROM (
             SELECT u.fund_id, u.lo, u.hi, lag(u.hi) OVER (PARTITION BY u.fund_id, u.lane ORDER BY u.lo) AS before,
               CASE u.lane WHEN 0 THEN f.cost_end ELSE f.tape_end - f.cost_end END AS lane_end
             FROM ledger_use u JOIN ledger_fund f ON f.id = u.fund_id WHERE u.live) x
           WHERE lo < before OR hi > lane_end""",
        N_("A use at %(found)s overlaps another or ends beyond its lane."),
    )


@invariant("tape.used")
def used_is_counted() -> list[Broken]:
    """Per lane, `used` is the length of live uses and nothing free lies below `head`; kept figures equal their rebuild."""
    kept = [
        Broken(
            f"fund {fund_id}",
            Words(
                N_("%(column)s is kept as %(kept)s fen and is %(rebuilt)s."),
                column=name,
                kept=kept,
                rebuilt=new,
            ),
        )
        for fund_id, name, kept, new in differences(MOST)
    ]
    return kept + _found(
        """SELECT f.id, l.head FROM ledger_fund f
           CROSS JOIN LATERAL (VALUES (0, f.head_cost), (1, f.head_prog)) l (lane, head)
           WHERE l.head <> coalesce((SELECT sum(least(u.hi, l.head) - u.lo) FROM ledger_use u
             WHERE u.fund_id = f.id AND u.lane = l.lane AND u.live AND u.lo < l.head), 0)""",
        N_("Free fen lie below the head at %(found)s."),
    )


@invariant("outflow.sum")
def outflows_sum() -> list[Broken]:
    """An outflow's amount is the length of its uses, all live unless it was cancelled, and then none."""
    came_back = _found(
        """SELECT o.id, o.returned FROM ledger_outflow o WHERE o.kind NOT IN ('transfer', 'match')
             AND o.returned <> coalesce((SELECT sum(i.hi - i.lo) FROM ledger_use u
               JOIN ledger_inflow i ON i.source_use_id = u.id WHERE u.outflow_id = o.id), 0)""",
        N_("%(found)s fen are kept as come back, and other fen lie on tapes."),
        "outflow",
    )
    return came_back + _found(
        """SELECT o.id, o.amount FROM ledger_outflow o LEFT JOIN LATERAL (
             SELECT sum(u.hi - u.lo) AS fen, bool_and(u.live) AS all_live, bool_or(u.live) AS any_live
             FROM ledger_use u WHERE u.outflow_id = o.id) u ON true
           WHERE u.fen IS DISTINCT FROM o.amount
              OR (CASE WHEN o.state = 'cancelled' THEN u.any_live ELSE NOT u.all_live END)""",
        N_("Its uses do not make its %(found)s fen."),
        "outflow",
    )


@invariant("gift.sum")
def gifts_sum() -> list[Broken]:
    """What was moved lies on tapes to the last fen, once; and the parts of gifts sum to them, walked for a sample."""
    moved = _found(
        """SELECT o.id, o.amount FROM ledger_outflow o WHERE o.kind IN ('transfer', 'match') AND o.state <> 'cancelled'
             AND o.amount <> coalesce((SELECT sum(i.hi - i.lo) FROM ledger_use u
               JOIN ledger_inflow i ON i.source_use_id = u.id WHERE u.outflow_id = o.id), 0)""",
        N_("Of %(found)s fen moved not all arrived."),
        "outflow",
    ) + _found(
        """SELECT i.id, i.source_lo FROM ledger_inflow i JOIN ledger_use u ON u.id = i.source_use_id
           WHERE i.source_lo < u.lo OR i.source_lo + i.hi - i.lo > u.hi""",
        N_("It comes from %(found)s, outside its use."),
        "inflow",
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"""(SELECT id FROM ledger_inflow ORDER BY id LIMIT {SAMPLE})
                UNION (SELECT id FROM ledger_inflow ORDER BY id DESC LIMIT {SAMPLE})
                UNION (SELECT gift_id FROM ledger_outflow WHERE gift_id IS NOT NULL ORDER BY id DESC LIMIT {SAMPLE})"""
        )
        sample = [row[0] for row in cursor.fetchall()]
    return moved + [broken for inflow_id in sample for broken in _walked(inflow_id)]


def _walked(inflow_id: int) -> list[Broken]:
    try:
        trace_gift(inflow_id)
    except DoesNotAddUp as error:
        return [Broken(f"inflow {inflow_id}", Words(N_("Its parts do not add up: %(found)s."), found=error))]
    return []


@invariant("fund.ties")
def funds_tie() -> list[Broken]:
    """Net assets are free fen and other form, money is free fen and debts, cost is the cost lane's, nothing is lost."""
    sentences = {
        "net_assets": (
            "fund",
            N_("Net assets of %(one)s fen stand against %(other)s fen free and in other form."),
        ),
        "money": ("book", N_("Money of %(one)s fen stands against %(other)s fen free and owed.")),
        "cost": (
            "fund",
            N_("Administration and fundraising of %(one)s fen stand against %(other)s fen of cost uses."),
        ),
        "external": ("book", N_("%(one)s fen came from outside; %(other)s fen are free or went outside.")),
    }
    return [
        Broken(f"{sentences[tie][0]} {key}", Words(sentences[tie][1], one=one, other=other))
        for tie, rows in untied(MOST).items()
        for key, one, other in rows
    ]


@invariant("entry.zero")
def entries_balance() -> list[Broken]:
    """The lines of each entry sum to zero, and each entry has lines."""
    return _found(
        """SELECT e.id, coalesce(l.fen, 0) FROM ledger_entry e
           LEFT JOIN (SELECT entry_id, sum(signed) AS fen FROM ledger_line GROUP BY entry_id) l ON l.entry_id = e.id
           WHERE l.fen IS DISTINCT FROM 0""",
        N_("Its lines sum to %(found)s fen, or it has none."),
        "entry",
    )


@invariant("gift.once")
def gifts_are_booked_once() -> list[Broken]:
    """One gift per channel transaction, and each batch entry's income is its gifts, per fund and channel."""
    return _found(
        """SELECT min(id), count(*) FROM ledger_inflow WHERE channel IS NOT NULL
           GROUP BY channel, channel_txn_id HAVING count(*) > 1""",
        N_("%(found)s gifts carry one channel transaction."),
        "inflow",
    ) + _found(
        """SELECT coalesce(i.entry_id, l.entry_id), coalesce(i.fen, 0) FROM
             (SELECT entry_id, fund_id, channel, raise_kind, sum(hi - lo) AS fen FROM ledger_inflow WHERE kind = 'gift'
              GROUP BY 1, 2, 3, 4) i
             FULL JOIN (SELECT l.entry_id, l.fund_id, l.channel, l.raise_kind, -sum(l.signed) AS fen FROM ledger_line l
              JOIN ledger_entry e ON e.id = l.entry_id WHERE e.template = 'T01' AND l.account = '4101'
              GROUP BY 1, 2, 3, 4) l USING (entry_id, fund_id, channel, raise_kind)
           WHERE i.fen IS DISTINCT FROM l.fen""",
        N_("Gifts of %(found)s fen stand against another income."),
        "entry",
    )


@invariant("gift.share")
def gifts_lie_in_share() -> list[Broken]:
    """A gift's two stretches sum to it in its planned share, and the running total of shared gifts has no jump."""
    return _found(
        """SELECT id, cost_hi - cost_lo FROM ledger_inflow
           WHERE cost_hi - cost_lo <> q_bp * (g_lo + hi - lo) / 10000 - q_bp * g_lo / 10000
              OR cost_hi < cost_lo OR cost_hi - cost_lo > hi - lo""",
        N_("%(found)s fen of it lie on the cost lane, not its share."),
        "inflow",
    ) + _found(
        """SELECT id, g_lo FROM (SELECT id, g_lo, q_bp, lag(g_lo + hi - lo) OVER w AS before FROM ledger_inflow
             WHERE kind = 'gift' AND q_bp > 0 WINDOW w AS (PARTITION BY fund_id ORDER BY lo)) x
           WHERE g_lo <> 0 AND g_lo IS DISTINCT FROM before""",
        N_("Its running total starts at %(found)s, away from the gift before."),
        "inflow",
    )


@invariant("use.live")
def what_moved_is_held() -> list[Broken]:
    """No inflow hangs on a use that is not live."""
    return _found(
        """SELECT i.id, i.source_use_id FROM ledger_inflow i JOIN ledger_use u ON u.id = i.source_use_id WHERE NOT u.live""",
        N_("It hangs on use %(found)s, which was released."),
        "inflow",
    )
