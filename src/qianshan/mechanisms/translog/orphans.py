"""After a restore: taking in what the published log holds and this database lost.

The tiles are read first and are right: they were shown to everybody. A leaf row that was waiting
for its place gets the one that it has there. What no row fits to becomes an orphan: it stays in
the tree, and its owner has to say what it was.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from qianshan.mechanisms.acts.api import Actor, NotFound, Refusal, command, subject
from qianshan.mechanisms.merkle.kernel import Edge
from qianshan.mechanisms.merkle.kernel.numbering import Gap
from qianshan.mechanisms.translog.files import LogFiles
from qianshan.mechanisms.translog.heads import WouldFork, checkpoint_of, demand_tiles
from qianshan.mechanisms.translog.kernel.checkpoint import Checkpoint
from qianshan.mechanisms.translog.kernel.tiles import WIDTH, Tile, subtree_reader, unbundle
from qianshan.mechanisms.translog.models import Head, Leaf, Orphan, Run, Tree
from qianshan.mechanisms.words import N_, Words

OWNER = "security"


class AlreadyExplained(Refusal):
    """An orphan is explained once."""

    code: ClassVar[str] = "already_explained"
    status: ClassVar[int] = 409


@dataclass(frozen=True, slots=True)
class OrphanLine:
    """An entry of the log whose record was lost, and what its owner found out."""

    index: int
    entry: str
    owner: str
    found_at: datetime
    explanation: str
    explained_at: datetime | None


@dataclass(frozen=True, slots=True)
class Adopted:
    """What was taken in: rows that got their places, and places without a row."""

    placed: int
    orphans: tuple[int, ...]


def orphans(*, limit: int = 200) -> list[OrphanLine]:
    """Entries without a record, the newest first."""
    return [
        OrphanLine(
            row.index, bytes(row.entry).decode(), row.owner, row.found_at, row.explanation, row.explained_at
        )
        for row in Orphan.objects.order_by("-index")[:limit]
    ]


@command("translog.orphans.adopt")
def adopt_published(*, by: Actor) -> Adopted:
    """Bring the database up to the published log; nothing is done when it is not behind.

    Takes the writers' lock of the log's folder and the tree's row.

    Raises:
        WouldFork: what the database holds is no beginning of the published log.
    """
    files = LogFiles.current()
    with files.writing():
        tree = Tree.objects.select_for_update().get(pk=1)
        checkpoint = checkpoint_of(files)
        subject("translog.tree", 1, "size")
        if checkpoint is None or checkpoint.size <= tree.size:
            return Adopted(0, ())
        _demand_beginning(files, checkpoint, tree)
        return _take_in(tree, checkpoint, _entries(files, tree.size, checkpoint.size), by)


def _demand_beginning(files: LogFiles, checkpoint: Checkpoint, tree: Tree) -> None:
    demand_tiles(files, checkpoint.size, checkpoint.root)
    subtree = subtree_reader(checkpoint.size, files.read)
    heights = [h for h in range(tree.size.bit_length() - 1, -1, -1) if tree.size >> h & 1]
    edge = Edge(tree.size, [subtree(h, (tree.size >> h) - 1) for h in heights])
    if edge.root() != bytes(tree.root):
        raise WouldFork(
            f"the first {tree.size} published leaves are not those of this database: it belongs to another log"
        )


def _entries(files: LogFiles, start: int, end: int) -> list[bytes]:
    entries: list[bytes] = []
    for n in range(start // WIDTH, (end + WIDTH - 1) // WIDTH):
        bundle = unbundle(files.read(Tile(-1, n, min(WIDTH, end - n * WIDTH))))
        entries += bundle[max(0, start - n * WIDTH) :]
    return entries


def _take_in(tree: Tree, checkpoint: Checkpoint, entries: list[bytes], by: Actor) -> Adopted:
    waiting = _waiting(tree)
    rows = {entry: leaf_id for leaf_id, entry in waiting}
    runs, lost = [], []
    for index, entry in enumerate(entries, tree.size):
        leaf_id = rows.pop(entry, None)
        if leaf_id is None:
            lost.append(Orphan(index=index, entry=entry, owner=OWNER, found_at=by.at))
        else:
            runs.append(Run(first_index=index, first_leaf=leaf_id, count=1))
    Run.objects.bulk_create(runs)
    Orphan.objects.bulk_create(lost)
    tree.gaps = _gaps(tree, waiting, set(rows.values()))
    tree.high = max([tree.high, *(leaf_id for leaf_id, _ in waiting)])
    tree.size, tree.root = checkpoint.size, checkpoint.root
    tree.save()
    Head.objects.create(size=tree.size, root=tree.root)
    return Adopted(len(runs), tuple(orphan.index for orphan in lost))


def _waiting(tree: Tree) -> list[tuple[int, bytes]]:
    """Leaf rows without a place, by id."""
    ranges = [(first, last) for first, last, _ in tree.gaps]
    found = list(Leaf.objects.filter(pk__gt=tree.high).values_list("id", "entry"))
    for first, last in ranges:
        found += Leaf.objects.filter(pk__gte=first, pk__lte=last).values_list("id", "entry")
    return sorted((leaf_id, bytes(entry)) for leaf_id, entry in found)


def _gaps(tree: Tree, waiting: list[tuple[int, bytes]], left: set[int]) -> list[Gap]:
    """Every id below the new `high` that still has no place, undated: transaction numbers are new after a restore."""
    gaps: list[Gap] = [(first, last, 0) for first, last, _ in tree.gaps]
    above = [(leaf_id, leaf_id, 0) for leaf_id, _ in waiting if leaf_id in left and leaf_id > tree.high]
    return gaps + above


@command("translog.orphans.explain")
def explain_orphan(*, index: int, explanation: str, by: Actor) -> None:
    """Say what a lost entry was; said once.

    Raises:
        NotFound: there is no orphan at this place.
        AlreadyExplained: somebody has said so.
    """
    orphan = Orphan.objects.select_for_update().filter(index=index).first()
    if orphan is None:
        raise NotFound(
            Words(N_("There is no entry without a record at this place.")), field="index", value=index
        )
    subject("translog.orphan", index, "explanation")
    if orphan.explained_at is not None:
        raise AlreadyExplained(Words(N_("This entry has been explained already.")), field="explanation")
    orphan.explanation, orphan.explained_at = explanation, by.at
    orphan.save(update_fields=["explanation", "explained_at"])
