"""What an owner of a leaf can show: its proof file, and where it stands."""

import json
from dataclasses import dataclass

from qianshan.mechanisms.merkle.kernel import inclusion_proof
from qianshan.mechanisms.translog.files import CHECKPOINT, WITNESSED, LogFiles
from qianshan.mechanisms.translog.heads import checkpoint_of
from qianshan.mechanisms.translog.kernel.checkpoint import Checkpoint
from qianshan.mechanisms.translog.kernel.proof_file import Opening, proof_text
from qianshan.mechanisms.translog.kernel.tiles import subtree_reader
from qianshan.mechanisms.translog.models import Leaf, Run
from qianshan.mechanisms.translog.witnessing import pinned_witnesses


@dataclass(frozen=True, slots=True)
class Proof:
    """A leaf in the published log.

    `text` is the content of the `.tlog-proof` file; `record` is what was committed to; `witnesses`
    are the names that signed the head besides the log.
    """

    kind: str
    key: str
    index: int
    size: int
    entry: str
    record: dict[str, object]
    witnesses: tuple[str, ...]
    text: str

    @property
    def file_name(self) -> str:
        """Under which name it is saved."""
        return f"{self.key}.tlog-proof"


def index_of(leaf_id: int) -> int | None:
    """The place of a leaf in the tree; None while it has none."""
    run = Run.objects.filter(first_leaf__lte=leaf_id).order_by("-first_leaf").first()
    if run is None or leaf_id >= run.first_leaf + run.count:
        return None
    return run.first_index + leaf_id - run.first_leaf


def proof_for(kind: str, key: str) -> Proof | None:
    """The proof of the newest leaf of this kind and key; None while no published head covers it.

    The newest head that a witness has signed is taken where it covers the leaf, else the newest one.
    """
    leaf = Leaf.objects.filter(kind=kind, key=key).order_by("-id").first()
    index = index_of(leaf.pk) if leaf else None
    if leaf is None or index is None:
        return None
    files = LogFiles.current()
    checkpoint = _covering(files, index)
    if checkpoint is None:
        return None
    entry, record = bytes(leaf.entry), bytes(leaf.record)
    path = inclusion_proof(index, checkpoint.size, subtree_reader(checkpoint.size, files.read))
    opening = Opening(entry, record, bytes(leaf.salt))
    return Proof(
        kind=kind,
        key=key,
        index=index,
        size=checkpoint.size,
        entry=entry.decode(),
        record=json.loads(record),
        witnesses=signed_by_witnesses(checkpoint),
        text=proof_text(opening, index, path, str(checkpoint)),
    )


def _covering(files: LogFiles, index: int) -> Checkpoint | None:
    for name in (WITNESSED, CHECKPOINT):
        checkpoint = checkpoint_of(files, name)
        if checkpoint is not None and index < checkpoint.size:
            return checkpoint
    return None


def signed_by_witnesses(checkpoint: Checkpoint) -> tuple[str, ...]:
    """The names of the witnesses that we know and that signed this head."""
    return tuple(known.name for known in pinned_witnesses() if known.finds(checkpoint.note))
