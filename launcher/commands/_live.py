"""A database for commands that may run beside `up` or without it."""

from collections.abc import Iterator
from contextlib import contextmanager

from launcher.cluster import Cluster
from launcher.instance import Instance
from launcher.packages import ensure_packages
from launcher.places import Lock, State, Trouble


@contextmanager
def live(data: str | None) -> Iterator[Instance]:
    """The instance with its database running: the one that is up, or started for the duration.

    Raises:
        Trouble: there is no data yet.
    """
    state = State.at(data)
    ensure_packages(state)
    instance = Instance(state)
    lock = Lock(state)
    if not lock.take():
        instance.cluster = Cluster(state)
        yield instance
        return
    if not state.stamped("made", "yes"):
        raise Trouble(f"there is no installation in {state.root} yet: run ./qianshan up first.")
    try:
        instance.open()
        instance.migrate("none")
        yield instance
    finally:
        instance.close()
