"""What must always be true of the data, by name: registered by those who own it, run hourly and by `check`."""

from qianshan.mechanisms.invariants.registry import Broken, invariant, run_invariants

__all__ = ["Broken", "invariant", "run_invariants"]
