"""Leaves a second in batches of 10,000, added and sequenced with fsync, against a hashlib loop of two SHA-256 a leaf.

Ours: canonical record, salted commitment, COPY in an act, numbering, tiles and bundles synced to the disk,
the signed checkpoint. The reference stores nothing.
"""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from django.test.utils import override_settings

from benchmarks.frame import BenchDatabase, Result, interleaved, seconds
from benchmarks.reference.hash_loop import leaves_a_second
from qianshan.mechanisms.acts.api import Actor, command, subject
from qianshan.mechanisms.codes.kernel.public import new_code
from qianshan.mechanisms.translog.api import add_leaves
from qianshan.mechanisms.translog.sequence import sequence

BATCH, BATCHES, ROUNDS = 10_000, 3, 5
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


Records = list[tuple[str, dict[str, object]]]


@command("bench.log.add")
def _add(*, batch: int, records: Records, by: Actor) -> None:
    subject("bench.gift", batch)
    add_leaves("gift.booked", records)


def _records(batch: int) -> Records:
    numbers = range(batch * BATCH, (batch + 1) * BATCH)
    codes = [new_code("QS") for _ in numbers]
    return [
        (code, {"code": code, "amount_fen": 1000, "fund": "F000001", "paid_on": "2026-11-24"})
        for code in codes
    ]


def bench(db: BenchDatabase) -> Result:
    done = 0

    def batches(made: list[Records]) -> None:
        nonlocal done
        for records in made:
            _add(batch=done, records=records, by=Actor.job("bench", at=AT))
            sequence(AT)
            done += 1

    def ours() -> float:
        made = [_records(done + n) for n in range(BATCHES)]
        return BATCH * BATCHES / seconds(lambda: batches(made))

    with tempfile.TemporaryDirectory(prefix="qianshan-bench-log-") as folder:
        place = Path(folder)
        with override_settings(LOG_DIR=place / "log", KEY_FILE=place / "keys.json"):
            batches([_records(0)])
            found = interleaved(ROUNDS, ours=ours, reference=lambda: leaves_a_second(BATCH * BATCHES))
    settings = {"batch": BATCH, "rounds": ROUNDS, "leaves": done * BATCH}
    return Result(found["ours"], found["reference"], "leaves/s", settings)
