"""One payment over a million gifts, against INSERT … SELECT of a row per gift and payment.

The reference's table has what a table of money has: a primary key, an index by gift, and foreign keys to payment and
gift. The figure without foreign keys stands beside it in the settings.
"""

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
KEYS = """
ALTER TABLE spent_per_gift ADD FOREIGN KEY (payment) REFERENCES ledger_outflow, ADD FOREIGN KEY (gift) REFERENCES ledger_inflow
"""


def bench(db: BenchDatabase) -> Result:
    """Ours is a whole payment command (act, entry, outflow, uses, figures) over all the gifts; seconds of each."""
    [fund_id] = charity()
    for _ in range(GIFTS // BATCH):
        book_in_full(batch=gifts([fund_id], BATCH), by=BY)
    free = fund_figures(fund_id).free_programme
    ours: list[float] = []
    reference: list[float] = []
    bare: list[float] = []
    with db.owner() as owner:
        owner.execute("VACUUM ANALYZE ledger_inflow")
        for _ in range(ROUNDS):
            paid = [_pay_all(fund_id, free) for _ in range(PAYMENTS)]
            ours += [elapsed for elapsed, _ in paid]
            bare.append(_row_per_gift(owner, fund_id, paid[0][1], ""))
            reference.append(_row_per_gift(owner, fund_id, paid[0][1], KEYS))
    one, per_gift = median(ours), median(reference)
    settings = {
        "gifts": GIFTS,
        "payments": PAYMENTS * ROUNDS,
        "rounds": ROUNDS,
        "ratio_without_foreign_keys": round(median(bare) / one, 1),
    }
    return Result(one, per_gift, "s", settings, ratio=per_gift / one)


def _pay_all(fund_id: int, free: int) -> tuple[float, int]:
    payment = Payment(fund_id, (Cost("A1", free),))
    started = time.perf_counter()
    ref = pay(payment=payment, by=BY)
    elapsed = time.perf_counter() - started
    assert [hi - lo for _, lo, hi in live_stretches(ref.id)] == [free]
    cancel(outflow_id=ref.id, by=BY)
    return elapsed, ref.id


def _row_per_gift(owner: psycopg.Connection, fund_id: int, outflow_id: int, keys: str) -> float:
    owner.execute(TABLE)
    if keys:
        owner.execute(keys)
    statement = """INSERT INTO spent_per_gift SELECT %s, id, (hi - lo) - (cost_hi - cost_lo) FROM ledger_inflow
      WHERE fund_id = %s AND hi - lo > cost_hi - cost_lo"""
    taken = seconds(lambda: owner.execute(statement, [outflow_id, fund_id]))
    owner.execute("DROP TABLE spent_per_gift")
    return taken
