"""The log's files: tiles that never change, and the checkpoint that is replaced whole.

Everything is written under another name, synced, renamed and its folder synced, so that after a
crash a file is there as it was meant or not at all. A tile that exists is never replaced by other
bytes: that would be a fork.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from qianshan.mechanisms.translog.kernel.tiles import HASH_BYTES, WIDTH, Tile, bundle, unbundle

CHECKPOINT = "checkpoint"
WITNESSED = "witnessed"
VKEY = "vkey"


class TileDiffers(Exception):
    """A published tile would get other bytes: the database and the log tell two histories."""


class TileMissing(Exception):
    """A tile that the log has published is not there."""


class LogFiles:
    """The folder that is served at /log/."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def current(cls) -> "LogFiles":
        """The folder of this installation."""
        return cls(Path(settings.LOG_DIR))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One writer at a time, also across processes; the kernel lets go at any death."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / ".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def text(self, name: str) -> str | None:
        """A small file such as the checkpoint; None when there is none yet."""
        try:
            return (self.root / name).read_text("utf-8")
        except FileNotFoundError:
            return None

    def put_text(self, name: str, text: str) -> None:
        """Replace a small file whole."""
        self._put({name: text.encode()})

    def read(self, tile: Tile) -> bytes:
        """A tile's bytes; a partial tile may be the beginning of the full one.

        Raises:
            TileMissing: it is not there.
        """
        for width in dict.fromkeys((tile.width, WIDTH)):
            try:
                data = (self.root / Tile(tile.level, tile.n, width).path()).read_bytes()
            except FileNotFoundError:
                continue
            return _beginning(data, tile) if width != tile.width else data
        raise TileMissing(f"{tile.path()} is not in {self.root}")

    def put_tiles(self, tiles: Mapping[Tile, bytes]) -> None:
        """Write tiles durably, then remove the partial ones that full ones replace.

        Raises:
            TileDiffers: a tile is there with other bytes.
        """
        fresh = {}
        for tile, data in tiles.items():
            path = self.root / tile.path()
            if not path.exists():
                fresh[tile.path()] = data
            elif path.read_bytes() != data:
                raise TileDiffers(f"{path} is published with other bytes: nothing was written")
        self._put(fresh)
        for tile in tiles:
            if tile.width == WIDTH:
                shutil.rmtree(self.root / f"{tile.path()}.p", ignore_errors=True)

    def _put(self, files: Mapping[str, bytes]) -> None:
        ready: list[tuple[Path, Path]] = []
        folders: set[Path] = set()
        for name, data in files.items():
            path = self.root / name
            folders.update(_make_folders(path.parent))
            making = path.with_name(f".{path.name}.{os.getpid()}")
            making.write_bytes(data)
            ready.append((making, path))
        for making, _path in ready:
            _sync(making)
        for making, path in ready:
            making.replace(path)
            folders.add(path.parent)
        for folder in folders:
            _sync(folder)


def _beginning(data: bytes, tile: Tile) -> bytes:
    if tile.level >= 0:
        return data[: tile.width * HASH_BYTES]
    return bundle(unbundle(data)[: tile.width])


def _make_folders(folder: Path) -> list[Path]:
    """Make what is missing; returns the folders that got a new name in them."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for made in reversed(missing):
        made.mkdir(exist_ok=True)
    return [made.parent for made in missing]


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
