"""Hot reads use their indexes on tables of a size at which the planner has a choice; measured, not hoped."""

import json

import psycopg
import pytest
from django.db import connection

from qianshan.mechanisms.acts.api import command, subject
from qianshan.mechanisms.ledger.api import (
    Transfer,
    TransferKind,
    book_gifts,
    count_gifts_of_outflow,
    gifts_of_outflow,
    trace_gift,
    transfer,
)
from qianshan.mechanisms.ledger.kernel.kinds import Lane
from qianshan.mechanisms.ledger.models import Use
from qianshan.mechanisms.ledger.queries.gifts_of import _ENDS_SQL, _PAGE_SQL
from qianshan.mechanisms.ledger.queries.prepared import rows
from qianshan.mechanisms.ledger.queries.trace import NEAR, TRACE
from qianshan.mechanisms.ledger.tests.worlds import BY, book, fund, gift, spend

GIFTS, PAYMENTS = 20_000, 500


@command("tests.live")
def _live(*, f, g, by):
    for _ in range(PAYMENTS):
        spend(f, 1_500)
        spend(f, 90, "M3")
    for _ in range(20):
        transfer(transfer=Transfer(TransferKind.CHANGE_OF_USE, f, g, 2_000), by=by)
        spend(g, 1_900)
    subject("tests.life", f)


@pytest.fixture
def life(fresh_db, owner_dsn):
    """A fund with enough gifts, payments of both lanes and transfers; analysed, as autovacuum does."""
    f, g = fund(a_book := book().id, q_bp=600), fund(a_book, "G")
    booked = book_gifts(gifts=[gift(f, 100) for _ in range(GIFTS)], by=BY).booked
    _live(f=f, g=g, by=BY)
    with psycopg.connect(owner_dsn(fresh_db), autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")
    return f, [one.inflow_id for one in booked]


def _nodes(statement, values):
    with connection.cursor() as cursor:
        cursor.execute("SET plan_cache_mode = force_generic_plan")
        kinds = ", ".join(["bigint"] * len(values))
        numbered = statement
        for number in range(1, len(values) + 1):
            numbered = numbered.replace("%s", f"${number}", 1)
        cursor.execute(f"PREPARE hot ({kinds}) AS {numbered}")
        cursor.execute(
            f"EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE hot ({', '.join(str(value) for value in values)})"
        )
        plan = cursor.fetchone()[0]
        cursor.execute("DEALLOCATE hot")
    found = []

    def walk(node):
        found.append(node)
        for child in node.get("Plans", []):
            walk(child)

    walk((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"])
    return found


def _indexes(nodes):
    return {node["Index Name"] for node in nodes if "Index Name" in node}


def _tables_read_whole(nodes):
    return [node["Relation Name"] for node in nodes if node["Node Type"] == "Seq Scan"]


def _rows_read(nodes):
    return sum(
        node["Actual Loops"] * (node["Actual Rows"] + node.get("Rows Removed by Filter", 0))
        for node in nodes
        if node["Node Type"].startswith("Index")
    )


@pytest.mark.slow
def test_hot_reads_stay_on_their_indexes(life, django_assert_num_queries):
    f, inflow_ids = life

    _a_gifts_parts_are_found_by_index(inflow_ids[GIFTS // 3])
    _a_walk_through_funds_stays_on_indexes(inflow_ids)
    _the_gifts_of_a_payment_come_by_the_lanes_index(f, Lane.COST, "inflow_on_cost")
    _the_gifts_of_a_payment_come_by_the_lanes_index(f, Lane.PROGRAMME, "inflow_on_prog")
    with django_assert_num_queries(0):  # past Django's cursor, which never prepares
        _a_payments_gifts_are_listed_and_counted(f)
    assert Use.objects.filter(outflow_id=spend(f, 300_000).id).count() == 1


def _a_gifts_parts_are_found_by_index(inflow_id):
    nodes = _nodes(NEAR, [inflow_id])

    assert _tables_read_whole(nodes) == []
    assert {"use_start", "ledger_inflow_pkey"} <= _indexes(nodes)
    assert {"ledger_outflow_pkey", "outflow_of_fund"} & _indexes(nodes)
    assert _rows_read(nodes) < 20


def _a_walk_through_funds_stays_on_indexes(inflow_ids):
    moved = next(key for key in reversed(inflow_ids) if any(part.depth for part in trace_gift(key).parts))

    nodes = _nodes(TRACE, [moved])

    assert _tables_read_whole(nodes) == []
    assert "use_start" in _indexes(nodes)
    assert {"inflow_from_use", "inflow_flows_on_once"} & _indexes(nodes)
    assert _rows_read(nodes) < 60


def _the_gifts_of_a_payment_come_by_the_lanes_index(f, lane, index):
    use = Use.objects.filter(fund_id=f, lane=lane, live=True).order_by("-lo")[30]

    page = _nodes(_PAGE_SQL[lane], [f, use.lo, use.hi, 100])
    ends = _nodes(_ENDS_SQL[lane], [f, use.lo, use.hi])

    assert _tables_read_whole(page + ends) == []
    assert _indexes(page) == _indexes(ends) == {index}
    assert _rows_read(ends) <= 4


def _a_payments_gifts_are_listed_and_counted(f):
    payment = rows("SELECT min(outflow_id) FROM ledger_use WHERE fund_id = %s AND lane = 1", [f])[0][0]

    page = gifts_of_outflow(payment, limit=5)

    assert len(page.gifts) == 5
    assert page.next_page is not None
    assert count_gifts_of_outflow(payment) == 16
