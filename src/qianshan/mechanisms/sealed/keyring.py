"""The key file: master keys and blind-index keys with their numbers.

JSON, mode 0600, outside the database and outside `backup`:
`{"version": 1, "masters": {"1": base64}, "master": "1", "blind": {"1": base64}, "blind_key": "1"}`.
A new master key gets the next number; data keys wrapped by older ones stay readable and are
wrapped anew by `manage.py keys --rewrap`.
"""

import base64
import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from qianshan.mechanisms.sealed.kernel.crypto import new_key

_VERSION = 1
_OTHERS = 0o077


class KeysMissing(Exception):
    """There is no key file, or it cannot be used; names the file and what to do."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """The keys of this installation by number."""

    masters: dict[int, bytes]
    master: int
    blind: dict[int, bytes]
    blind_key: int


def keyring() -> Keyring:
    """The keys of this installation, read once per process and file.

    Raises:
        KeysMissing: the file is missing, readable by others, or not ours.
    """
    path = Path(settings.KEY_FILE)
    try:
        stamp = path.stat().st_mtime_ns
    except FileNotFoundError as error:
        raise KeysMissing(f"key file {path} does not exist: run `manage.py keys --ensure`") from error
    return _read(path, stamp)


@lru_cache(maxsize=4)
def _read(path: Path, _stamp: int) -> Keyring:
    if path.stat().st_mode & _OTHERS:
        raise KeysMissing(f"key file {path} can be read by others: run chmod 600 {path}")
    content = json.loads(path.read_text("utf-8"))
    if content.get("version") != _VERSION:
        raise KeysMissing(f"key file {path} has version {content.get('version')}: expected {_VERSION}")
    return Keyring(
        masters={int(number): base64.b64decode(key) for number, key in content["masters"].items()},
        master=int(content["master"]),
        blind={int(number): base64.b64decode(key) for number, key in content["blind"].items()},
        blind_key=int(content["blind_key"]),
    )


def ensure(path: Path) -> bool:
    """Create the key file when there is none; returns whether one was created."""
    if path.exists():
        return False
    content = {
        "version": _VERSION,
        "masters": {"1": _text(new_key())},
        "master": "1",
        "blind": {"1": _text(new_key())},
        "blind_key": "1",
    }
    _write(path, content)
    return True


def add_master(path: Path) -> int:
    """Add a master key with the next number and make it the current one; returns its number."""
    content = json.loads(path.read_text("utf-8"))
    number = max(int(known) for known in content["masters"]) + 1
    content["masters"][str(number)] = _text(new_key())
    content["master"] = str(number)
    _write(path, content)
    return number


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()


def _write(path: Path, content: dict[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
