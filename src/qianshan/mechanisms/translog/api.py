"""The door of the public log: what other mechanisms and slices use."""

from qianshan.mechanisms.translog.leaves import PersonalData, add_leaves
from qianshan.mechanisms.translog.proofs import Proof, proof_for

__all__ = ["PersonalData", "Proof", "add_leaves", "proof_for"]
