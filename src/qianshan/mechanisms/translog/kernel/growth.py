"""Growing tiles: which files a tree gets when leaves are added on its right."""

from collections.abc import Callable, Iterator

from qianshan.mechanisms.translog.kernel.tiles import (
    HASH_BYTES,
    HEIGHT,
    WIDTH,
    Tile,
    bundle,
    head_of_full,
)

_FULL = WIDTH * HASH_BYTES
Read = Callable[[Tile], bytes]


def grown_tiles(size: int, hashes: bytes, read: Read) -> Iterator[tuple[Tile, bytes]]:
    """The hash tiles that change when `hashes` follow the first `size` leaves, the lowest level first."""
    level, row, fresh = 0, size, hashes
    while fresh:
        n, before = divmod(row, WIDTH)
        strip = (read(Tile(level, n, before)) if before else b"") + fresh
        heads = []
        for start in range(0, len(strip) - _FULL + 1, _FULL):
            full = strip[start : start + _FULL]
            yield Tile(level, n), full
            heads.append(head_of_full(full))
            n += 1
        rest = strip[len(heads) * _FULL :]
        if rest:
            yield Tile(level, n, len(rest) // HASH_BYTES), rest
        level, row, fresh = level + 1, row >> HEIGHT, b"".join(heads)


def grown_bundles(size: int, entries: list[bytes], read: Read) -> Iterator[tuple[Tile, bytes]]:
    """The entry bundles that change when `entries` follow the first `size` leaves."""
    n, before = divmod(size, WIDTH)
    opening = read(Tile(-1, n, before)) if before else b""
    at = 0
    while at < len(entries):
        some = entries[at : at + WIDTH - before]
        yield Tile(-1, n, before + len(some)), opening + bundle(some)
        at, n, before, opening = at + len(some), n + 1, 0, b""
