"""Making the log's files again from the database, when files were damaged and the database is whole."""

import shutil
from pathlib import Path

from qianshan.mechanisms.merkle.kernel import leaf_hash
from qianshan.mechanisms.translog.files import LogFiles
from qianshan.mechanisms.translog.heads import WouldFork, checkpoint_of
from qianshan.mechanisms.translog.kernel.growth import grown_bundles, grown_tiles
from qianshan.mechanisms.translog.kernel.tiles import edge_of
from qianshan.mechanisms.translog.sequence import stored_entries


def rebuild_tiles() -> int:
    """Write every tile of the published head anew and put them in place; returns the number of leaves.

    Raises:
        WouldFork: the database's leaves do not give the published root: nothing is replaced.
        LookupError: the database does not hold every leaf.
    """
    files = LogFiles.current()
    with files.writing():
        checkpoint = checkpoint_of(files)
        if checkpoint is None:
            return 0
        making = LogFiles(files.root / ".rebuilding")
        shutil.rmtree(making.root, ignore_errors=True)
        size = 0
        for entries in stored_entries(0, checkpoint.size):
            hashes = b"".join(leaf_hash(entry) for entry in entries)
            grown = dict(grown_tiles(size, hashes, making.read)) | dict(
                grown_bundles(size, entries, making.read)
            )
            making.put_tiles(grown)
            size += len(entries)
        if edge_of(size, making.read).root() != checkpoint.root:
            shutil.rmtree(making.root)
            raise WouldFork("the database's leaves do not give the published root: nothing was replaced")
        _put_in_place(making.root / "tile", files.root / "tile")
        shutil.rmtree(making.root)
    return size


def _put_in_place(fresh: Path, place: Path) -> None:
    old = place.with_name(".replaced")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    fresh.rename(place)
    shutil.rmtree(old, ignore_errors=True)
