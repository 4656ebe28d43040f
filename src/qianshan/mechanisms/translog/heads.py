"""Signing heads: only such as extend everything that was published or witnessed before.

A log that signs two heads of which neither is the beginning of the other has forked, and whoever
holds both can prove it for ever. So before it signs, the signer reads the newest published
checkpoint and the newest one that a witness has signed, and demands a proof, made from the
tiles as they lie on the disk, that the new head extends both.
"""

from qianshan.mechanisms.merkle.kernel import ProofFails, consistency_proof, verify_consistency
from qianshan.mechanisms.translog.files import CHECKPOINT, VKEY, WITNESSED, LogFiles, TileMissing
from qianshan.mechanisms.translog.kernel.checkpoint import Checkpoint, parse_checkpoint, sign_checkpoint
from qianshan.mechanisms.translog.kernel.note import Signer, Verifier
from qianshan.mechanisms.translog.kernel.tiles import edge_of, subtree_reader


class WouldFork(Exception):
    """The head to be signed does not extend one that others have already seen."""


def verifier_of(files: LogFiles) -> Verifier | None:
    """The public key of the published log; None before the first checkpoint."""
    text = files.text(VKEY)
    return Verifier.parse(text) if text else None


def checkpoint_of(files: LogFiles, name: str = CHECKPOINT) -> Checkpoint | None:
    """The newest published (or witnessed) checkpoint; None when there is none."""
    text, verifier = files.text(name), verifier_of(files)
    return parse_checkpoint(text, verifier) if text and verifier else None


def sign_head(files: LogFiles, signer: Signer, size: int, root: bytes) -> Checkpoint:
    """Sign and publish a head whose tiles are on the disk.

    Raises:
        WouldFork: it does not extend what was published or witnessed, or is not what the tiles say.
    """
    demand_extension(files, signer.verifier, size, root)
    have = checkpoint_of(files)
    if have is not None and (have.size, have.root) == (size, root):
        return have
    checkpoint = sign_checkpoint(signer, size, root)
    if files.text(VKEY) is None:
        files.put_text(VKEY, f"{signer.verifier}\n")
    files.put_text(CHECKPOINT, str(checkpoint))
    return checkpoint


def demand_extension(files: LogFiles, verifier: Verifier, size: int, root: bytes) -> None:
    """Show from the tiles that this head extends every head that is known.

    Raises:
        WouldFork: it does not.
    """
    known = [
        (name, parse_checkpoint(text, verifier))
        for name in (CHECKPOINT, WITNESSED)
        if (text := files.text(name))
    ]
    for name, head in known:
        if head.size > size:
            raise WouldFork(f"the {name} head has {head.size} leaves, this one only {size}")
    try:
        demand_tiles(files, size, root)
        for name, head in known:
            _demand_one(files, head, size, root, name)
    except TileMissing as error:
        raise WouldFork(f"the tiles are not complete: {error}") from error


def demand_tiles(files: LogFiles, size: int, root: bytes) -> None:
    """Show that the tiles on the disk have this root.

    Raises:
        WouldFork: they have another.
    """
    if edge_of(size, files.read).root() != root:
        raise WouldFork(f"the tiles of {size} leaves have another root than the database")


def _demand_one(files: LogFiles, known: Checkpoint, size: int, root: bytes, name: str) -> None:
    proof = consistency_proof(known.size, size, subtree_reader(size, files.read))
    try:
        verify_consistency(known.size, known.root, size, root, proof)
    except ProofFails as error:
        raise WouldFork(
            f"the {name} head of {known.size} leaves is no beginning of this one: {error}"
        ) from error
