"""Gift → what became of each fen through three funds, against one fetch by primary key through raw psycopg."""

import random

from django.db import connection

from benchmarks.frame import BenchDatabase, Result
from benchmarks.latency import one_fetch, p50_and_p99, take_turns
from benchmarks.ledger_life import Life, live, move_on
from benchmarks.ledger_world import BY, charity
from qianshan.mechanisms.ledger.api import trace_gift

READS = 3_000


def bench(db: BenchDatabase) -> Result:
    first, second, third = charity(funds=3)
    life = Life(200_000, 400, 1_000, 10, lambda: move_on(first=first, second=second, third=third, by=BY))
    inflow_ids = live(first, life)
    with db.owner() as owner:
        owner.execute("VACUUM ANALYZE")
    sample = random.Random(4).sample(inflow_ids, 20_000)
    chained = [key for key in sample if max(part.depth for part in trace_gift(key).parts) >= 2]
    picked = random.Random(5).choices(chained, k=READS)
    connection.ensure_connection()
    ours, reference = take_turns(picked, trace_gift, one_fetch(connection.connection, "ledger_inflow"))
    p50, p99 = p50_and_p99(ours)
    fetch50, fetch99 = p50_and_p99(reference)
    settings = {
        "gifts": len(inflow_ids),
        "of_20000_through_three_funds": len(chained),
        "reads": READS,
        "p99_us": round(p99, 1),
        "reference_p99_us": round(fetch99, 1),
    }
    return Result(p50, fetch50, "µs (p50)", settings)
