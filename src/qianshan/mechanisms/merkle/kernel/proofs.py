"""Proofs that a leaf is in a tree, and that a tree is the beginning of a later one.

Making a proof needs `subtree(height, n)`: the hash over leaves `[n * 2**height, (n + 1) * 2**height)`,
asked for only when these leaves exist. Checking needs nothing but the hashes given.

Source: RFC 6962 sections 2.1.1 and 2.1.2; checking as in RFC 9162 sections 2.1.3.2 and 2.1.4.2.
"""

from collections.abc import Callable, Sequence

from qianshan.mechanisms.merkle.kernel.hashing import EMPTY_ROOT, node_hash

Subtree = Callable[[int, int], bytes]


class ProofFails(Exception):
    """The proof does not lead to the root: something was changed, left out or cut off."""


def _split(size: int) -> int:
    """The greatest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def range_hash(lo: int, hi: int, subtree: Subtree) -> bytes:
    """The head over leaves `[lo, hi)`, where `lo` is a multiple of a power of two not below `hi - lo`."""
    count = hi - lo
    if count & (count - 1) == 0:
        height = count.bit_length() - 1
        return subtree(height, lo >> height)
    middle = lo + _split(count)
    return node_hash(range_hash(lo, middle, subtree), range_hash(middle, hi, subtree))


def inclusion_proof(index: int, size: int, subtree: Subtree) -> list[bytes]:
    """The path from leaf `index` to the head of a tree of `size` leaves, the sibling first.

    Raises:
        ValueError: there is no such leaf in this tree.
    """
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not in a tree of {size}")
    path: list[bytes] = []
    lo, hi = 0, size
    while hi - lo > 1:
        middle = lo + _split(hi - lo)
        if index < middle:
            path.append(range_hash(middle, hi, subtree))
            hi = middle
        else:
            path.append(range_hash(lo, middle, subtree))
            lo = middle
    return path[::-1]


def consistency_proof(old: int, new: int, subtree: Subtree) -> list[bytes]:
    """What shows that the first `old` leaves of a tree of `new` leaves are the tree of `old`.

    Raises:
        ValueError: `old` is greater than `new`.
    """
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {old} leaves cannot come before one of {new}")
    if old in (0, new):
        return []
    path: list[bytes] = []
    lo, hi, whole = 0, new, True
    while hi != old:
        middle = lo + _split(hi - lo)
        if old <= middle:
            path.append(range_hash(middle, hi, subtree))
            hi = middle
        else:
            path.append(range_hash(lo, middle, subtree))
            lo, whole = middle, False
    return ([] if whole else [range_hash(lo, hi, subtree)]) + path[::-1]


def verify_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> None:
    """Check that a leaf hash stands at `index` of the tree with this root.

    Raises:
        ProofFails: it does not.
    """
    if not 0 <= index < size:
        raise ProofFails(f"leaf {index} is not in a tree of {size}")
    hashed = leaf
    for sibling, on_the_left in zip(path, _turns(index, size - 1, len(path)), strict=True):
        hashed = node_hash(sibling, hashed) if on_the_left else node_hash(hashed, sibling)
    if hashed != root:
        raise ProofFails("the path leads to another root")


def _turns(here: int, last: int, count: int) -> list[bool]:
    """On which side the hashes of a path stand, walking up from node `here` of a row that ends at `last`.

    Raises:
        ProofFails: a path of `count` hashes does not end at the root.
    """
    turns: list[bool] = []
    for _ in range(count):
        if last == 0:
            raise ProofFails("the path is too long")
        on_the_left = bool(here & 1) or here == last
        if on_the_left and not here & 1:
            rows = (here & -here).bit_length() - 1 if here else last.bit_length()
            here, last = here >> rows, last >> rows
        turns.append(on_the_left)
        here, last = here >> 1, last >> 1
    if last != 0:
        raise ProofFails("the path is too short")
    return turns


def verify_consistency(old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]) -> None:
    """Check that the tree of `old` leaves is the beginning of the tree of `new` leaves.

    Raises:
        ProofFails: it is not, or the proof does not show it.
    """
    if not 0 <= old <= new:
        raise ProofFails(f"a tree of {old} leaves cannot come before one of {new}")
    if old in (0, new):
        expected = EMPTY_ROOT if old == 0 else new_root
        if path or old_root != expected:
            raise ProofFails("two heads of one size differ" if old else "the empty tree has another head")
        return
    _walk_consistency(old, old_root, new, new_root, list(path))


def _walk_consistency(old: int, old_root: bytes, new: int, new_root: bytes, path: list[bytes]) -> None:
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    if not path:
        raise ProofFails("the path is empty")
    rows = (old & -old).bit_length() - 1
    turns = _turns((old - 1) >> rows, (new - 1) >> rows, len(path) - 1)
    first = second = path[0]
    for hashed, on_the_left in zip(path[1:], turns, strict=True):
        if on_the_left:
            first, second = node_hash(hashed, first), node_hash(hashed, second)
        else:
            second = node_hash(second, hashed)
    if first != old_root or second != new_root:
        raise ProofFails("the path leads to another root")
