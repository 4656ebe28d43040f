"""Wiring of the chain of acts: acts stands below engine and invariants and may not know them."""

from qianshan.mechanisms.acts.chain import broken_chain, chain_acts
from qianshan.mechanisms.calendar.clock import now
from qianshan.mechanisms.channels.engine import step
from qianshan.mechanisms.invariants import Broken, invariant

step("acts.chain", every_seconds=1.0)(chain_acts)


@invariant("acts.chain")
def broken_acts() -> list[Broken]:
    """The trace is what it was when it was chained."""
    return [Broken(broken.where, broken.words) for broken in broken_chain(now=now())]
