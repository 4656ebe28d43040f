"""Tiles: which hashes stand in which file.

A tile holds up to 256 hashes side by side at a height that is a multiple of eight. A full tile never
changes; the tree's last tile on each level is partial and named by its width.

Source: C2SP tlog-tiles.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from qianshan.mechanisms.merkle.kernel import Edge, node_hash

WIDTH = 256
HEIGHT = 8
HASH_BYTES = 32
_LONGEST_ENTRY = 0xFFFF
_PATH = re.compile(
    r"tile/(?P<level>entries|[0-9]|[1-5][0-9]|6[0-3])/(?P<n>(?:x[0-9]{3}/)*[0-9]{3})"
    r"(?:\.p/(?P<width>[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5]))?"
)


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile's place: level -1 is the bundle of entries beside the level-0 tile."""

    level: int
    n: int
    width: int = WIDTH

    def path(self) -> str:
        """Its path below the log, such as `tile/0/x001/234.p/17`."""
        level = "entries" if self.level < 0 else str(self.level)
        partial = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{level}/{_digits(self.n)}{partial}"


def _digits(n: int) -> str:
    groups = [f"{n % 1000:03d}"]
    while n := n // 1000:
        groups.append(f"x{n % 1000:03d}")
    return "/".join(reversed(groups))


def is_tile_path(path: str) -> bool:
    """Whether this is how a tile is named: what the web may ask for, and nothing else."""
    match = _PATH.fullmatch(path)
    return match is not None and _digits(int(re.sub(r"[x/]", "", match["n"]))) == match["n"]


def levels(size: int) -> int:
    """How many levels of tiles a tree of this size has."""
    count = 0
    while size:
        count, size = count + 1, size >> HEIGHT
    return count


def edge_tiles(size: int) -> list[Tile]:
    """The partial tiles of a tree of this size, the lowest level first."""
    found = []
    for level in range(levels(size)):
        row = size >> (HEIGHT * level)
        if row % WIDTH:
            found.append(Tile(level, row // WIDTH, row % WIDTH))
    return found


def tiles_between(old: int, new: int) -> Iterator[Tile]:
    """Every hash tile that a tree of `new` leaves has and one of `old` has not, the lowest level first."""
    for level in range(levels(new)):
        before, after = old >> (HEIGHT * level), new >> (HEIGHT * level)
        for n in range(before // WIDTH, after // WIDTH):
            yield Tile(level, n)
        if after % WIDTH and after != before:
            yield Tile(level, after // WIDTH, after % WIDTH)


def head_of_full(hashes: bytes) -> bytes:
    """The hash that stands for a full tile one level up."""
    row = [hashes[at : at + HASH_BYTES] for at in range(0, len(hashes), HASH_BYTES)]
    while len(row) > 1:
        row = [node_hash(row[at], row[at + 1]) for at in range(0, len(row), 2)]
    return row[0]


def subtree_reader(size: int, read: Callable[[Tile], bytes]) -> Callable[[int, int], bytes]:
    """How proofs ask for perfect subtrees, answered out of tiles of a tree of `size` leaves."""
    kept: dict[tuple[int, int], bytes] = {}

    def tile_bytes(level: int, n: int) -> bytes:
        if (level, n) not in kept:
            row = size >> (HEIGHT * level)
            kept[level, n] = read(Tile(level, n, min(WIDTH, row - n * WIDTH)))
        return kept[level, n]

    def subtree(height: int, n: int) -> bytes:
        level, inside = divmod(height, HEIGHT)
        first = n << inside
        hashes = tile_bytes(level, first // WIDTH)
        start = first % WIDTH * HASH_BYTES
        return head_of_full(hashes[start : start + (HASH_BYTES << inside)])

    return subtree


def edge_of(size: int, read: Callable[[Tile], bytes]) -> Edge:
    """The edge of a tree of `size` leaves, out of its tiles."""
    subtree = subtree_reader(size, read)
    heights = [height for height in range(size.bit_length() - 1, -1, -1) if size >> height & 1]
    return Edge(size, [subtree(height, (size >> height) - 1) for height in heights])


def bundle(entries: list[bytes]) -> bytes:
    """An entry bundle: each entry behind its length in two bytes.

    Raises:
        ValueError: an entry is longer than 64 KiB.
    """
    if any(len(entry) > _LONGEST_ENTRY for entry in entries):
        raise ValueError("an entry is longer than 65,535 bytes")
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def unbundle(data: bytes) -> list[bytes]:
    """The entries of a bundle.

    Raises:
        ValueError: the bundle is cut off.
    """
    entries, at = [], 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if end > len(data):
            raise ValueError("the bundle is cut off")
        entries.append(data[at + 2 : end])
        at = end
    return entries
