"""One payment over a million gifts, against INSERT … SELECT of a row per gift and payment into a table with two keys."""

import time

import psycopg

from benchmarks.frame import BenchDatabase, Result, median, seconds
from benchmarks.ledger_life import BATCH
from benchmarks.ledger_world import BY, book_in_full, charity, gifts
from qianshan.mechanisms.ledger.api import Cost, Payment, cancel, fund_figures, live_stretches, pay

GIFTS, PAYMENTS, ROUNDS = 1_000_000, 20, 3
TABLE = """
CREATE TABLE spent_per_gift (payment bigint NOT NULL, gift bigint NOT NULL, fen bigint NOT NULL CHECK (fen > 0),
  PRIMARY KEY (payment, gift));
CREATE INDEX ON spent_per_gift (gift);
"""


def bench(db: BenchDatabase) -> Result:
    """Ours is a whole payment command (act, entry, outflow, uses, figures) over all the gifts; seconds of each."""
    [fund_id] = charity()
    for _ in range(GIFTS // BATCH):
        book_in_full(batch=gifts([fund_id], BATCH), by=BY)
    free = fund_figures(fund_id).free_programme
    ours: list[float] = []
    reference: list[float] = []
    with db.owner() as owner:
        owner.execute("VACUUM ANALYZE ledger_inflow")
        owner.execute(TABLE)
        for number in range(ROUNDS):
            ours += [_pay_all(fund_id, free) for _ in range(PAYMENTS)]
            reference.append(_row_per_gift(owner, fund_id, number))
        owner.execute("DROP TABLE spent_per_gift")
    settings = {"gifts": GIFTS, "payments": PAYMENTS * ROUNDS, "rounds": ROUNDS}
    one, per_gift = median(ours), median(reference)
    return Result(one, per_gift, "s", settings, ratio=per_gift / one)


def _pay_all(fund_id: int, free: int) -> float:
    payment = Payment(fund_id, (Cost("A1", free),))
    started = time.perf_counter()
    ref = pay(payment=payment, by=BY)
    elapsed = time.perf_counter() - started
    assert [hi - lo for _, lo, hi in live_stretches(ref.id)] == [free]
    cancel(outflow_id=ref.id, by=BY)
    return elapsed


def _row_per_gift(owner: psycopg.Connection, fund_id: int, payment: int) -> float:
    statement = """INSERT INTO spent_per_gift SELECT %s, id, (hi - lo) - (cost_hi - cost_lo) FROM ledger_inflow
      WHERE fund_id = %s AND hi - lo > cost_hi - cost_lo"""
    return seconds(lambda: owner.execute(statement, [payment, fund_id]))
