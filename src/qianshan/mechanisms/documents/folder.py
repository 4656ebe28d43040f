"""The folder of bytes: random names in 256 sub-folders, written whole or not at all."""

import os
from pathlib import Path

from django.conf import settings


def path_of(key: str) -> Path:
    """Where the bytes of a file lie; `key` is 32 hex digits of ours, never a name that somebody sent."""
    if len(key) != 32 or not set(key) <= set("0123456789abcdef"):  # noqa: PLR2004  (hex digits of 128 bits)
        raise ValueError("not a file key")
    return Path(settings.FILES_DIR) / key[:2] / key


def write(key: str, content: bytes) -> None:
    """Write, sync, rename: after a crash the file is there whole or not at all."""
    path = path_of(key)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = path.with_suffix(".half")
    with half.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    half.rename(path)


def read(key: str) -> bytes:
    """The stored bytes."""
    return path_of(key).read_bytes()
