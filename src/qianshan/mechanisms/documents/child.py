"""Running the reader: one short-lived child a file, with an empty environment and a deadline."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_DEADLINE_SECONDS = 25
_SOURCE = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class ReaderAnswer:
    """What the child said; `content` is empty when it did not take the file."""

    line: dict[str, object]
    content: bytes

    @property
    def ok(self) -> bool:
        """Whether the file was taken."""
        return bool(self.line.get("ok"))


def read_in_child(mode: str, kind: str, content: bytes) -> ReaderAnswer:
    """Let the child look at a file.

    A child that dies (memory, time, a broken parser) means: not taken.
    """
    command = [sys.executable, "-m", "qianshan.mechanisms.documents.reader", mode, kind]
    environment = {"PYTHONPATH": str(_SOURCE), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    try:
        done = subprocess.run(  # noqa: S603  (fixed words only)
            command,
            input=content,
            capture_output=True,
            env=environment,
            timeout=_DEADLINE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ReaderAnswer({"ok": False, "code": "timed_out"}, b"")
    head, _, rest = done.stdout.partition(b"\n")
    if done.returncode or not head:
        return ReaderAnswer({"ok": False, "code": "timed_out" if done.returncode < 0 else "unreadable"}, b"")
    return ReaderAnswer(json.loads(head), rest)
