"""The right edge of a growing tree: enough to append leaves and to give the root."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from qianshan.mechanisms.merkle.kernel.hashing import EMPTY_ROOT, node_hash


@dataclass(slots=True)
class Edge:
    """The perfect subtrees of a tree of `size` leaves, the largest first; one per binary one of `size`."""

    size: int = 0
    subtrees: list[bytes] = field(default_factory=list)

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash: it merges with as many subtrees as `size` ends in binary ones."""
        size, hashed = self.size, leaf
        while size & 1:
            hashed = node_hash(self.subtrees.pop(), hashed)
            size >>= 1
        self.subtrees.append(hashed)
        self.size += 1

    def root(self) -> bytes:
        """The tree head."""
        if not self.subtrees:
            return EMPTY_ROOT
        folded = self.subtrees[-1]
        for subtree in reversed(self.subtrees[:-1]):
            folded = node_hash(subtree, folded)
        return folded


def root_of(leaf_hashes: Iterable[bytes]) -> bytes:
    """The tree head over these leaf hashes."""
    edge = Edge()
    for leaf in leaf_hashes:
        edge.append(leaf)
    return edge.root()
