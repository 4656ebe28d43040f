"""The register of invariants."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from qianshan.mechanisms.words import Words

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Broken:
    """One place where an invariant does not hold: `where` names the row, `words` say what was found."""

    where: str
    words: Words


Invariant = Callable[[], list[Broken]]
INVARIANTS: dict[str, Invariant] = {}


def invariant(name: str) -> Callable[[Invariant], Invariant]:
    """Register a function that returns every place (at most some twenty) where the named invariant is broken.

    Raises:
        ValueError: the name is taken by another function.
    """

    def register(function: Invariant) -> Invariant:
        if name in INVARIANTS and INVARIANTS[name] is not function:
            raise ValueError(f"two invariants are named {name}: {INVARIANTS[name]} and {function}")
        INVARIANTS[name] = function
        return function

    return register


def run_invariants(names: Iterable[str] = ()) -> dict[str, list[Broken]]:
    """Run the named invariants, or all, in the order of their names.

    Raises:
        KeyError: there is no invariant of that name.
    """
    return {name: INVARIANTS[name]() for name in (sorted(names) or sorted(INVARIANTS))}
