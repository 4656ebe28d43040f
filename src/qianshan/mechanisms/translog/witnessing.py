"""What the log keeps of its witness: the key, the newest head that it signed, how the last call went.

The network is spoken in `outside.witness`; this side only keeps what it may trust.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from qianshan.mechanisms.merkle.kernel import consistency_proof
from qianshan.mechanisms.translog.files import CHECKPOINT, WITNESSED, LogFiles
from qianshan.mechanisms.translog.heads import checkpoint_of, verifier_of
from qianshan.mechanisms.translog.kernel.checkpoint import Checkpoint
from qianshan.mechanisms.translog.kernel.note import COSIGNATURE, Verifier
from qianshan.mechanisms.translog.kernel.tiles import subtree_reader

WITNESSES = "witnesses"
_STATE = "witness.json"

NewestWitnessed = Callable[[Verifier], Checkpoint | None]
_newest_witnessed: list[NewestWitnessed] = []


@dataclass(frozen=True, slots=True)
class Published:
    """The newest published head and the key that signed it."""

    checkpoint: Checkpoint
    verifier: Verifier


@dataclass(frozen=True, slots=True)
class WitnessState:
    """How the last call to the witness went; `trouble` is empty when it signed."""

    at: datetime
    size: int
    trouble: str

    def keep(self) -> None:
        """Remember it beside the log, for the integrity page."""
        state = {"at": self.at.isoformat(), "size": self.size, "trouble": self.trouble}
        LogFiles.current().put_text(_STATE, json.dumps(state))

    @classmethod
    def last(cls) -> "WitnessState | None":
        """The last one; None when no witness was ever asked."""
        text = LogFiles.current().text(_STATE)
        if text is None:
            return None
        state = json.loads(text)
        return cls(datetime.fromisoformat(state["at"]), state["size"], state["trouble"])


def published() -> Published | None:
    """The newest published head; None before the first one."""
    files = LogFiles.current()
    checkpoint, verifier = checkpoint_of(files), verifier_of(files)
    return Published(checkpoint, verifier) if checkpoint and verifier else None


def witnessed() -> Checkpoint | None:
    """The newest head that the witness has signed."""
    return checkpoint_of(LogFiles.current(), WITNESSED)


def pinned_witnesses() -> tuple[Verifier, ...]:
    """The keys of witnesses that this log trusts or trusted, the present one first."""
    lines = (LogFiles.current().text(WITNESSES) or "").split()
    return tuple(key for key in map(Verifier.parse, lines) if key.kind == COSIGNATURE)


def pinned_witness() -> Verifier | None:
    """The key of the witness that this log trusts."""
    return next(iter(pinned_witnesses()), None)


def pin_witness(witness: Verifier) -> None:
    """Trust this key from now on; older keys stay below it, their signatures stay checkable."""
    others = [str(key) for key in pinned_witnesses() if key != witness]
    LogFiles.current().put_text(WITNESSES, "\n".join([str(witness), *others]) + "\n")


def consistency_from(old: int, checkpoint: Checkpoint) -> list[bytes]:
    """The proof that the first `old` leaves of the published tree are its beginning; [] from 0."""
    if old > checkpoint.size:
        return []
    return consistency_proof(old, checkpoint.size, subtree_reader(checkpoint.size, LogFiles.current().read))


def keep_witnessed(checkpoint: Checkpoint) -> None:
    """Keep a head that the witness has signed, and show its line under the published one if it is that."""
    files = LogFiles.current()
    with files.writing():
        have = checkpoint_of(files, WITNESSED)
        if have is None or have.size <= checkpoint.size:
            files.put_text(WITNESSED, str(checkpoint))
        newest = checkpoint_of(files, CHECKPOINT)
        if newest and (newest.size, newest.root) == (checkpoint.size, checkpoint.root):
            files.put_text(CHECKPOINT, str(checkpoint))


def answer_newest_witnessed(answer: NewestWitnessed) -> None:
    """Let what speaks to the witness answer what it has signed; asked when the folder holds no checkpoint."""
    _newest_witnessed[:] = [answer]


def ask_witness(files: LogFiles, log: Verifier) -> None:
    """Before the first checkpoint of a folder: keep what the witness has already signed of this log.

    A folder that was lost together with a stretch of the database would else begin a fork.
    """
    for answer in _newest_witnessed:
        seen = answer(log)
        if seen is not None:
            files.put_text(WITNESSED, str(seen))
