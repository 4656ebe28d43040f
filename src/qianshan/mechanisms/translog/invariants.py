"""`log.tiles` and `log.witness`: database, files and witness tell one history."""

import re
from collections.abc import Iterator
from datetime import timedelta

from qianshan.mechanisms.calendar.clock import now
from qianshan.mechanisms.invariants import Broken, invariant
from qianshan.mechanisms.merkle.kernel import (
    ProofFails,
    consistency_proof,
    leaf_hash,
    verify_consistency,
)
from qianshan.mechanisms.translog.files import CHECKPOINT, WITNESSED, LogFiles, TileMissing
from qianshan.mechanisms.translog.heads import checkpoint_of, verifier_of
from qianshan.mechanisms.translog.kernel.checkpoint import Checkpoint
from qianshan.mechanisms.translog.kernel.growth import grown_bundles, grown_tiles
from qianshan.mechanisms.translog.kernel.note import BadNote
from qianshan.mechanisms.translog.kernel.tiles import WIDTH, Tile, edge_of, subtree_reader
from qianshan.mechanisms.translog.models import Tree
from qianshan.mechanisms.translog.proofs import signed_by_witnesses
from qianshan.mechanisms.translog.sequence import stored_entries
from qianshan.mechanisms.translog.witnessing import WitnessState, pinned_witness
from qianshan.mechanisms.words import N_, Words

_SHOWN = 20
_LATE = timedelta(hours=1)


@invariant("log.tiles")
def broken_tiles() -> list[Broken]:
    """Every published tile is what the database's leaves make, and the checkpoint is signed over them."""
    files, tree = LogFiles.current(), Tree.objects.get(pk=1)
    try:
        checkpoint = checkpoint_of(files)
    except BadNote as error:
        return [Broken("checkpoint", Words(N_("The checkpoint does not hold: %(why)s."), why=error))]
    size = checkpoint.size if checkpoint else 0
    if size > tree.size:
        return [Broken("checkpoint", _lengths(size, tree.size))]
    try:
        broken = list(_differing(files, size))[:_SHOWN]
    except LookupError as error:
        return [
            Broken("database", Words(N_("Leaves have lost their place or their row: %(why)s."), why=error))
        ]
    if checkpoint and not broken:
        broken += _broken_root(files, checkpoint)
    return broken


def _lengths(published: int, known: int) -> Words:
    return Words(
        N_("The published log has %(published)s leaves, the database knows %(known)s."),
        published=published,
        known=known,
    )


def _differing(files: LogFiles, size: int) -> Iterator[Broken]:
    made: dict[Tile, bytes] = {}

    def partial(tile: Tile) -> bytes:
        return made[tile]

    done = 0
    for entries in stored_entries(0, size):
        hashes = b"".join(leaf_hash(entry) for entry in entries)
        grown = dict(grown_tiles(done, hashes, partial)) | dict(grown_bundles(done, entries, partial))
        done += len(entries)
        made |= {tile: data for tile, data in grown.items() if tile.width < WIDTH}
        for tile, data in grown.items():
            if tile.width == WIDTH or done == size:
                yield from _compared(files, tile, data)


def _compared(files: LogFiles, tile: Tile, data: bytes) -> Iterator[Broken]:
    try:
        if files.read(tile) != data:
            yield Broken(tile.path(), Words(N_("This tile is not what the leaves of the database make.")))
    except (TileMissing, ValueError):
        yield Broken(tile.path(), Words(N_("This tile was published and is not there, or is cut off.")))


def _broken_root(files: LogFiles, checkpoint: Checkpoint) -> list[Broken]:
    if edge_of(checkpoint.size, files.read).root() == checkpoint.root:
        return []
    return [Broken("checkpoint", Words(N_("The checkpoint has another root than the tiles.")))]


@invariant("log.witness")
def broken_witness() -> list[Broken]:
    """The witness has signed a beginning of the published log, and is not far behind."""
    files = LogFiles.current()
    try:
        if pinned_witness() is None:
            return []
        checkpoint, seen = checkpoint_of(files), checkpoint_of(files, WITNESSED)
        if checkpoint is None or verifier_of(files) is None:
            return []
        return _of_seen(files, checkpoint, seen) + _of_last_call(checkpoint, seen)
    except BadNote as error:
        return [Broken(WITNESSED, Words(N_("A signature does not hold: %(why)s."), why=error))]


def _of_seen(files: LogFiles, checkpoint: Checkpoint, seen: Checkpoint | None) -> list[Broken]:
    if seen is None:
        return []
    if not signed_by_witnesses(seen):
        return [
            Broken(WITNESSED, Words(N_("The witnessed head carries no signature of a witness that we know.")))
        ]
    if seen.size > checkpoint.size:
        words = Words(
            N_("The witness has signed %(seen)s leaves, we have published %(published)s."),
            seen=seen.size,
            published=checkpoint.size,
        )
        return [Broken(WITNESSED, words)]
    try:
        path = consistency_proof(seen.size, checkpoint.size, subtree_reader(checkpoint.size, files.read))
        verify_consistency(seen.size, seen.root, checkpoint.size, checkpoint.root, path)
    except (ProofFails, TileMissing):
        words = Words(
            N_("The log that the witness signed is no beginning of the published one: it was forked.")
        )
        return [Broken(CHECKPOINT, words)]
    return []


def _of_last_call(checkpoint: Checkpoint, seen: Checkpoint | None) -> list[Broken]:
    """A witness that has refused, or has been silent for an hour while the log went on."""
    state = WitnessState.last()
    if state is None or not state.trouble or (seen and seen.size == checkpoint.size):
        return []
    refused = re.search(r"answered 4\d\d", state.trouble)
    if refused is None and now() - state.at < _LATE:
        return []
    return [Broken("witness", Words(N_("The witness does not sign: %(why)s."), why=state.trouble))]
