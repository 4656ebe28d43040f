"""The log's files: tiles that never change, and the checkpoint that is replaced whole.

Everything is written under another name, synced, renamed and its folder synced, so that after a
crash a file is there as it was meant or not at all. A tile that exists is never replaced by other
bytes: that would be a fork.
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.conf import settings

from qianshan.mechanisms.translog.kernel.tiles import HASH_BYTES, WIDTH, Tile, bundle, unbundle

CHECKPOINT = "checkpoint"
WITNESSED = "witnessed"
VKEY = "vkey"
ASK_WITNESS = "ask-witness"
_SYNCS = 8


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
        """Replace a small file whole. After a crash the one before may be there again: it is made anew."""
        self.root.mkdir(parents=True, exist_ok=True)
        path = self.root / name
        _write_synced(_making(path), text.encode())
        _making(path).replace(path)

    def remove(self, name: str) -> None:
        """Remove a small file, if it is there."""
        (self.root / name).unlink(missing_ok=True)

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
        paths = {self.root / name: data for name, data in files.items()}
        folders: set[Path] = set()
        for folder in {path.parent for path in paths}:
            folders.update(_make_folders(folder))
        _side_by_side(_write_synced, [(_making(path), data) for path, data in paths.items()])
        for path in paths:
            _making(path).replace(path)
            folders.add(path.parent)
        _side_by_side(_sync, [(folder,) for folder in sorted(folders)])


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


@cache
def _pool() -> ThreadPoolExecutor:
    """Syncs side by side: the file system joins what waits together, so forty tiles take the time of a few."""
    return ThreadPoolExecutor(max_workers=_SYNCS, thread_name_prefix="log-files")


def _side_by_side(work: Callable[..., None], calls: Sequence[tuple[object, ...]]) -> None:
    if len(calls) == 1:
        work(*calls[0])
        return
    for done in [_pool().submit(work, *call) for call in calls]:
        done.result()


def _making(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}")


def _write_synced(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
