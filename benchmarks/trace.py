"""Gift → what became of each fen, by the product's query, against one fetch by primary key through raw psycopg."""

import random

from django.db import connection

from benchmarks.frame import BenchDatabase, Result
from benchmarks.latency import one_fetch, p50_and_p99, take_turns
from benchmarks.ledger_life import Life, live
from benchmarks.ledger_world import charity
from qianshan.mechanisms.ledger.api import trace_gift

READS = 3_000


def bench(db: BenchDatabase) -> Result:
    inflow_ids = live(charity()[0], Life())
    with db.owner() as owner:
        owner.execute("VACUUM ANALYZE")
        counts = {
            what: owner.execute(f"SELECT count(*) FROM ledger_{table} WHERE {where}").fetchone()[0]
            for what, table, where in (
                ("gifts", "inflow", "kind = 'gift'"),
                ("payments", "outflow", "kind = 'payment'"),
                ("cost_payments", "outflow", "kind = 'payment' AND lane = 0"),
                ("refunds", "outflow", "kind = 'refund'"),
                ("uses", "use", "true"),
            )
        }
    picked = random.Random(5).choices(inflow_ids, k=READS)
    connection.ensure_connection()
    ours, reference = take_turns(picked, trace_gift, one_fetch(connection.connection, "ledger_inflow"))
    p50, p99 = p50_and_p99(ours)
    fetch50, fetch99 = p50_and_p99(reference)
    settings = {**counts, "reads": READS, "p99_us": round(p99, 1), "reference_p99_us": round(fetch99, 1)}
    return Result(p50, fetch50, "µs (p50)", settings)
