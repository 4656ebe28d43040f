"""Gifts a second, booked in full in batches of 5,000 into one fund, against django-hordak's per-gift API."""

import subprocess
import sys
from pathlib import Path

from benchmarks.frame import BenchDatabase, Result, interleaved, seconds
from benchmarks.ledger_world import BY, book_in_full, charity, gifts
from benchmarks.reference.environment import python_of

BATCH, BATCHES, ROUNDS, REFERENCE_GIFTS = 5_000, 4, 5, 300
SCRIPT = Path(__file__).parent / "reference" / "hordak_gifts.py"


def bench(db: BenchDatabase) -> Result:
    fund_ids = charity()
    book_in_full(batch=gifts(fund_ids, BATCH), by=BY)

    def ours() -> float:
        batches = [gifts(fund_ids, BATCH) for _ in range(BATCHES)]
        return BATCH * BATCHES / seconds(lambda: [book_in_full(batch=batch, by=BY) for batch in batches])

    with db.beside("hordak") as dsn:
        command = [str(python_of("hordak")), str(SCRIPT), dsn, str(REFERENCE_GIFTS), str(ROUNDS)]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=sys.stderr, text=True
        ) as child:
            child.stdout.readline()

            def reference() -> float:
                child.stdin.write("go\n")
                child.stdin.flush()
                return float(child.stdout.readline())

            found = interleaved(ROUNDS, ours=ours, reference=reference)
    settings = {
        "batch": BATCH,
        "funds": 1,
        "cost_share_bp": 600,
        "rounds": ROUNDS,
        "hordak": "2.0.0, transfer_to",
    }
    return Result(found["ours"], found["reference"], "gifts/s", settings)
