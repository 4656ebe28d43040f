"""A cluster and state folder that live as long as one command: for tests, benchmarks, chaos."""

import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher.cluster import Cluster
from launcher.instance import Instance
from launcher.places import State


class Ended(BaseException):
    """A signal asked the command to end."""


def _end(_number: int, _frame: object) -> None:
    raise Ended


@contextmanager
def throwaway(*, sync: bool, data: str | None = None) -> Iterator[Instance]:
    """An instance on a fresh cluster in a fresh folder; `sync` keeps fsync on, as measuring needs it."""
    parent = State.at(data).root if data else None
    root = Path(tempfile.mkdtemp(prefix="qianshan-", dir=parent))
    root.chmod(0o711)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)
    instance = Instance(State.at(str(root)))
    try:
        cluster = Cluster(instance.state, throwaway=True, sync=sync)
        cluster.create()
        cluster.start()
        cluster.ensure_database()
        instance.cluster = cluster
        yield instance
    finally:
        instance.close()
        shutil.rmtree(root, ignore_errors=True)
