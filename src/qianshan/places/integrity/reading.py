"""What the integrity page shows."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from qianshan.mechanisms.translog.api import (
    Published,
    WitnessState,
    published,
    signed_by_witnesses,
    witnessed,
)
from qianshan.mechanisms.words import N_, Words
from qianshan.places.integrity.models import CheckRun

# What each invariant means, in words for people; an invariant without its line is shown by its name.
MEANINGS: dict[str, Words] = {
    "tape.touch": Words(N_("Money that came in stands side by side, without a gap or an overlap.")),
    "tape.overlap": Words(N_("No fen is spent twice.")),
    "tape.used": Words(N_("What each fund says it has spent is what its payments cover.")),
    "outflow.sum": Words(N_("Each payment is covered by exactly its amount of money received.")),
    "gift.sum": Words(N_("The parts of each gift add up to the gift.")),
    "gift.once": Words(N_("Each payment of a donor is booked once.")),
    "gift.share": Words(N_("Each gift bears the share of costs that its plan allows, and no more.")),
    "fund.ties": Words(N_("The balance of each fund agrees with the account books.")),
    "entry.zero": Words(N_("Every entry in the books balances.")),
    "use.live": Words(N_("Money that moved on is not taken back behind its back.")),
    "pool.match": Words(N_("What a matching pool has paid is what was matched.")),
    "log.tiles": Words(N_("The published log is what the database holds.")),
    "log.witness": Words(N_("The witness has signed the same log as everybody sees.")),
    "acts.chain": Words(N_("No record of who did what has been changed afterwards.")),
    "receipts.partition": Words(N_("Gifts are receipts, waivers and open requests, nothing else.")),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One invariant and how it fared."""

    name: str
    meaning: str
    holds: bool
    places: Sequence[str]


@dataclass(frozen=True, slots=True)
class LogHead:
    """The newest head, for people."""

    origin: str
    size: int
    root: str
    text: str
    vkey: str
    witnesses: tuple[str, ...]
    witnessed_size: int
    witness_trouble: str
    asked_at: datetime | None


def check_lines(run: CheckRun | None) -> list[Line]:
    """The invariants of the last run, the broken ones first."""
    if run is None:
        return []
    lines = [
        Line(name, str(MEANINGS.get(name, name)), name not in run.broken, run.broken.get(name, ()))
        for name in run.names
    ]
    return sorted(lines, key=lambda line: (line.holds, line.name))


def newest_run() -> CheckRun | None:
    """The last hourly check."""
    return CheckRun.objects.order_by("-begun_at").first()


def log_head() -> LogHead | None:
    """The newest published head with what the witness says; None before the first."""
    newest = published()
    return _head(newest) if newest else None


def _head(newest: Published) -> LogHead:
    seen, state = witnessed(), WitnessState.last()
    return LogHead(
        origin=newest.checkpoint.origin,
        size=newest.checkpoint.size,
        root=base64.b64encode(newest.checkpoint.root).decode("ascii"),
        text=str(newest.checkpoint),
        vkey=str(newest.verifier),
        witnesses=signed_by_witnesses(seen) if seen else (),
        witnessed_size=seen.size if seen else 0,
        witness_trouble=state.trouble if state else "",
        asked_at=state.at if state else None,
    )
