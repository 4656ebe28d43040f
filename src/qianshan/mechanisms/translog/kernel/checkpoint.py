"""Checkpoints: the signed head of the tree, in three lines.

Source: C2SP tlog-checkpoint.
"""

import base64
import binascii
import re
from dataclasses import dataclass, replace

from qianshan.mechanisms.translog.kernel.note import BadNote, Note, Signature, Signer, Verifier, parse_note

_LINES = 3
_HASH_BYTES = 32
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A head of a log: whose, how many leaves, which root; with the note that signs it."""

    origin: str
    size: int
    root: bytes
    note: Note

    def __str__(self) -> str:
        return str(self.note)

    def with_cosignatures(self, lines: tuple[Signature, ...]) -> "Checkpoint":
        """The same head with further signatures, each key's once."""
        have = {(s.name, s.key_id) for s in lines}
        kept = tuple(s for s in self.note.signatures if (s.name, s.key_id) not in have)
        return replace(self, note=replace(self.note, signatures=(*kept, *lines)))


def checkpoint_text(origin: str, size: int, root: bytes) -> str:
    """The three lines that are signed."""
    return f"{origin}\n{size}\n{base64.b64encode(root).decode('ascii')}\n"


def sign_checkpoint(signer: Signer, size: int, root: bytes) -> Checkpoint:
    """Sign a head; the log's key has the log's origin as its name."""
    note = signer.sign(checkpoint_text(signer.name, size, root))
    return Checkpoint(signer.name, size, root, note)


def parse_checkpoint(text: str, verifier: Verifier) -> Checkpoint:
    """Read a checkpoint that this log's key signed.

    Raises:
        BadNote: it is not a checkpoint, is of another log, or the key did not sign it.
    """
    note = parse_note(text)
    lines = note.text.split("\n")
    if len(lines) <= _LINES or not _SIZE.fullmatch(lines[1]):
        raise BadNote("not a checkpoint: origin, size and root are missing")
    try:
        root = base64.b64decode(lines[2], validate=True)
    except binascii.Error as error:
        raise BadNote("the root is not base64") from error
    if len(root) != _HASH_BYTES:
        raise BadNote("the root is not 32 bytes")
    if lines[0] != verifier.name:
        raise BadNote(f"this is a checkpoint of {lines[0]}, not of {verifier.name}")
    if verifier.finds(note) is None:
        raise BadNote(f"{verifier.name} did not sign this checkpoint")
    return Checkpoint(lines[0], int(lines[1]), root, note)
