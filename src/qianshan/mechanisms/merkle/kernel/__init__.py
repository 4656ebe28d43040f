"""Pure rules of hash trees; no Django."""

from qianshan.mechanisms.merkle.kernel.hashing import EMPTY_ROOT, leaf_hash, node_hash
from qianshan.mechanisms.merkle.kernel.proofs import (
    ProofFails,
    consistency_proof,
    inclusion_proof,
    verify_consistency,
    verify_inclusion,
)
from qianshan.mechanisms.merkle.kernel.tree import Edge, root_of

__all__ = [
    "EMPTY_ROOT",
    "Edge",
    "ProofFails",
    "consistency_proof",
    "inclusion_proof",
    "leaf_hash",
    "node_hash",
    "root_of",
    "verify_consistency",
    "verify_inclusion",
]
