"""The engine's step: number committed leaves, commit the head, write tiles, publish the checkpoint.

The database commits first; tiles and checkpoint are made from it and can be made again, so a
kill at any point is caught up in the next round. A published leaf that the database does not have
(a restore) stops the log until `restore` has taken it in.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection, transaction

from qianshan.mechanisms.merkle.kernel import leaf_hash
from qianshan.mechanisms.merkle.kernel.numbering import Fresh
from qianshan.mechanisms.translog.batches import LeafRow, fresh_leaves, raw_cursor
from qianshan.mechanisms.translog.files import ASK_WITNESS, CHECKPOINT, LogFiles
from qianshan.mechanisms.translog.heads import demand_tiles, sign_head
from qianshan.mechanisms.translog.kernel.checkpoint import parse_checkpoint
from qianshan.mechanisms.translog.kernel.growth import grown_bundles, grown_tiles
from qianshan.mechanisms.translog.kernel.note import Signer
from qianshan.mechanisms.translog.kernel.tiles import Tile, edge_of
from qianshan.mechanisms.translog.keys import has_key, signer
from qianshan.mechanisms.translog.models import Head, Run, Tree
from qianshan.mechanisms.translog.witnessing import ask_witness

_STRETCH = 65_536


class DatabaseBehind(Exception):
    """The published log has leaves that this database does not know: it was restored from before."""


def sequence(_now: datetime) -> int:
    """Give places to committed leaves and publish the new head; returns how many leaves got one.

    Raises:
        DatabaseBehind: the published log is longer than the database's.
        WouldFork: the head does not extend what was published or witnessed.
        TileDiffers: a published tile would change.
    """
    files = LogFiles.current()
    if not _anything_to_do(files):
        return 0
    with files.writing():
        key = _key(files)
        published = _published_size(files, key)
        tree = _tree()
        if published > tree.size:
            raise DatabaseBehind(
                f"the published log has {published} leaves, the database {tree.size}: run `./qianshan restore`,"
                " or `manage.py log --adopt` when it has been restored in another way"
            )
        if published < tree.size:
            _catch_up(files, key, published, tree)
        return _next_batch(files, key)


def _key(files: LogFiles) -> Signer:
    """The log's key; where the folder is empty or was restored, the witness is asked what it has seen."""
    begins, had_key = files.text(CHECKPOINT) is None, has_key()
    key = signer(may_make=begins and _tree().size == 0)
    restored = files.text(ASK_WITNESS) is not None
    if had_key and (begins or restored):
        ask_witness(files, key.verifier)
        files.remove(ASK_WITNESS)
    return key


def _tree(*, lock: bool = False) -> Tree:
    rows = Tree.objects.select_for_update() if lock else Tree.objects
    return rows.get(pk=1)


def _anything_to_do(files: LogFiles) -> bool:
    """A cheap question for idle rounds: a leaf above `high`, an open gap, or a head not yet published."""
    cursor = raw_cursor()
    cursor.execute(
        "SELECT t.size, t.gaps <> '[]' OR EXISTS (SELECT 1 FROM translog_leaf WHERE id > t.high)"
        " FROM translog_tree t WHERE t.id = 1",
        prepare=True,
    )
    size, fresh = cursor.fetchone() or (0, False)
    return bool(fresh) or size != _size_on_disk(files)


def _size_on_disk(files: LogFiles) -> int:
    text = files.text(CHECKPOINT)
    return int(text.split("\n", 2)[1]) if text else 0


def _published_size(files: LogFiles, key: Signer) -> int:
    text = files.text(CHECKPOINT)
    return parse_checkpoint(text, key.verifier).size if text else 0


def _next_batch(files: LogFiles, key: Signer) -> int:
    with transaction.atomic(durable=True):
        tree = _tree(lock=True)
        before = tree.size
        demand_tiles(files, before, bytes(tree.root))
        fresh = fresh_leaves(tree)
        grown = dict(grown_tiles(before, b"".join(row[2] for row in fresh.rows), files.read))
        grown |= dict(grown_bundles(before, [row[1] for row in fresh.rows], files.read))
        _keep(tree, fresh, _root(files, grown, before + len(fresh.rows)))
    if fresh.rows:
        files.put_tiles(grown)
        sign_head(files, key, tree.size, bytes(tree.root))
    return len(fresh.rows)


def _root(files: LogFiles, grown: dict[Tile, bytes], size: int) -> bytes:
    return edge_of(size, lambda tile: grown.get(tile) or files.read(tile)).root()


def _keep(tree: Tree, fresh: Fresh[LeafRow], root: bytes) -> None:
    Run.objects.bulk_create(
        Run(first_index=index, first_leaf=leaf, count=count) for index, leaf, count in fresh.runs(tree.size)
    )
    tree.size += len(fresh.rows)
    tree.root, tree.high, tree.gaps = root, fresh.place.high, list(fresh.place.gaps)
    if fresh.rows:
        Head.objects.create(size=tree.size, root=root)
    tree.save()


def _catch_up(files: LogFiles, key: Signer, published: int, tree: Tree) -> None:
    """Write again what a kill left unwritten."""
    size = published
    for entries in stored_entries(published, tree.size):
        hashes = b"".join(leaf_hash(entry) for entry in entries)
        grown = dict(grown_tiles(size, hashes, files.read)) | dict(grown_bundles(size, entries, files.read))
        files.put_tiles(grown)
        size += len(entries)
    sign_head(files, key, size, bytes(tree.root))


def stored_entries(start: int, end: int) -> Iterator[list[bytes]]:
    """The entries that the database has at `[start, end)`, in stretches that end on whole tiles.

    Leaves and orphans together; a place without either is an error that `log.tiles` names.
    """
    while start < end:
        stop = min(end, (start // _STRETCH + 1) * _STRETCH)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT r.first_index + l.id - r.first_leaf AS index, l.entry FROM translog_run r"
                " JOIN translog_leaf l ON l.id >= r.first_leaf AND l.id < r.first_leaf + r.count"
                " WHERE r.first_index < %(stop)s AND r.first_index + r.count > %(start)s"
                " AND r.first_index + l.id - r.first_leaf >= %(start)s"
                " AND r.first_index + l.id - r.first_leaf < %(stop)s"
                " UNION ALL SELECT index, entry FROM translog_orphan WHERE index >= %(start)s AND index < %(stop)s"
                " ORDER BY 1",
                {"start": start, "stop": stop},
            )
            rows = cursor.fetchall()
        found = [index for index, _ in rows]
        if found != list(range(start, stop)):
            raise LookupError(f"the database does not hold every leaf of [{start}, {stop})")
        yield [bytes(entry) for _, entry in rows]
        start = stop
