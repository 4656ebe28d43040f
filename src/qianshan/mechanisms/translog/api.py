"""The door of the public log: what other mechanisms and slices use."""

from qianshan.mechanisms.translog.heads import WouldFork
from qianshan.mechanisms.translog.keeping import ask_witness_first, copy_log, take_in_log
from qianshan.mechanisms.translog.kernel.checkpoint import Checkpoint, parse_checkpoint
from qianshan.mechanisms.translog.kernel.note import BadNote, Verifier, parse_signatures
from qianshan.mechanisms.translog.kernel.tiles import is_tile_path
from qianshan.mechanisms.translog.leaves import PersonalData, add_leaves
from qianshan.mechanisms.translog.orphans import (
    Adopted,
    OrphanLine,
    adopt_published,
    explain_orphan,
    orphans,
)
from qianshan.mechanisms.translog.proofs import Proof, proof_for, signed_by_witnesses
from qianshan.mechanisms.translog.witnessing import (
    Published,
    WitnessState,
    answer_newest_witnessed,
    consistency_from,
    keep_witnessed,
    pin_witness,
    pinned_witness,
    pinned_witnesses,
    published,
    witnessed,
)

__all__ = [
    "Adopted",
    "BadNote",
    "Checkpoint",
    "OrphanLine",
    "PersonalData",
    "Proof",
    "Published",
    "Verifier",
    "WitnessState",
    "WouldFork",
    "add_leaves",
    "adopt_published",
    "answer_newest_witnessed",
    "ask_witness_first",
    "consistency_from",
    "copy_log",
    "explain_orphan",
    "is_tile_path",
    "keep_witnessed",
    "orphans",
    "parse_checkpoint",
    "parse_signatures",
    "pin_witness",
    "pinned_witness",
    "pinned_witnesses",
    "proof_for",
    "published",
    "signed_by_witnesses",
    "take_in_log",
    "witnessed",
]
