"""The door of the public log: what other mechanisms and slices use."""

from qianshan.mechanisms.translog.kernel.checkpoint import Checkpoint, parse_checkpoint
from qianshan.mechanisms.translog.kernel.note import BadNote, Verifier, parse_signatures
from qianshan.mechanisms.translog.leaves import PersonalData, add_leaves
from qianshan.mechanisms.translog.proofs import Proof, proof_for
from qianshan.mechanisms.translog.witnessing import (
    Published,
    WitnessState,
    answer_newest_witnessed,
    consistency_from,
    keep_witnessed,
    pin_witness,
    pinned_witness,
    published,
    witnessed,
)

__all__ = [
    "BadNote",
    "Checkpoint",
    "PersonalData",
    "Proof",
    "Published",
    "Verifier",
    "WitnessState",
    "add_leaves",
    "answer_newest_witnessed",
    "consistency_from",
    "keep_witnessed",
    "parse_checkpoint",
    "parse_signatures",
    "pin_witness",
    "pinned_witness",
    "proof_for",
    "published",
    "witnessed",
]
