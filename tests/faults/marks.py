"""Phase markers: a process says in sixteen bytes what it is doing, so that a kill can be told by its phase."""

import functools
import os
import random
import time
from collections.abc import Callable
from pathlib import Path

WIDTH = 24


class Mark:
    """One process writes, the killer reads. The file outlives the process: it shows where it died."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)

    def say(self, phase: str) -> None:
        os.pwrite(self._file, f"{phase} {os.getpid()}".ljust(WIDTH).encode(), 0)

    def read(self) -> tuple[str, int]:
        phase, _, pid = os.pread(self._file, WIDTH, 0).decode().strip().rpartition(" ")
        return phase, int(pid or 0)


def mark_of(role: str) -> Mark:
    return Mark(Path(os.environ["QIANSHAN_MARKS"]) / role)


def marked(
    mark: Mark, phase: str, function: Callable[..., object], *, linger: float = 0.0
) -> Callable[..., object]:
    """The function with its phase told; `linger` spreads kills over the moments before and after it."""

    @functools.wraps(function)
    def wrapper(*args: object, **kwargs: object) -> object:
        mark.say(phase)
        try:
            if linger:
                time.sleep(random.uniform(0, linger))
            result = function(*args, **kwargs)
            if linger:
                time.sleep(random.uniform(0, linger))
            return result
        finally:
            mark.say("idle")

    return wrapper
