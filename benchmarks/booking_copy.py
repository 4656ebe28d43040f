"""Gifts a second, booked in full in batches of 5,000, against COPY of ready rows into the same tables."""

from benchmarks.frame import BenchDatabase, Result, interleaved, seconds
from benchmarks.ledger_world import BY, SHARE_BP, book_in_full, charity, gifts
from benchmarks.reference.copy_rows import TABLES, Fund, copy_ready, make_ready

BATCH, BATCHES, ROUNDS = 5_000, 4, 5


def bench(db: BenchDatabase) -> Result:
    fund_ids = charity()
    book_in_full(batch=gifts(fund_ids, BATCH), by=BY)
    with db.app() as connection:
        connection.autocommit = False
        leaf = connection.execute(
            "SELECT kind, length(entry), length(record) FROM translog_leaf ORDER BY id DESC LIMIT 1"
        ).fetchone()
        fund = Fund(
            *connection.execute("SELECT id, book_id FROM ledger_fund WHERE id = %s", charity()).fetchone()
        )

        def ours() -> float:
            batches = [gifts(fund_ids, BATCH) for _ in range(BATCHES)]
            return BATCH * BATCHES / seconds(lambda: [book_in_full(batch=one, by=BY) for one in batches])

        def reference() -> float:
            batches = [make_ready(fund, BATCH, SHARE_BP, leaf) for _ in range(BATCHES)]
            return BATCH * BATCHES / sum(copy_ready(connection, fund, batch) for batch in batches)

        found = interleaved(ROUNDS, ours=ours, reference=reference)
    settings = {
        "batch": BATCH,
        "funds": 1,
        "cost_share_bp": SHARE_BP,
        "rounds": ROUNDS,
        "tables": list(TABLES),
    }
    return Result(found["ours"], found["reference"], "gifts/s", settings)
