"""One text file that proves a leaf, off line: what was logged, its path, and the signed head.

The `extra` line carries what makes the leaf: the entry, the record that it commits to, and the salt.
A reader trusts none of it before the path has led to a root that the log has signed.

Source: C2SP tlog-proof.
"""

import base64
import binascii
import json
from dataclasses import dataclass

from qianshan.mechanisms.merkle.kernel import ProofFails, leaf_hash, verify_inclusion
from qianshan.mechanisms.translog.kernel.checkpoint import Checkpoint, parse_checkpoint
from qianshan.mechanisms.translog.kernel.commitment import opens
from qianshan.mechanisms.translog.kernel.jcs import canonical
from qianshan.mechanisms.translog.kernel.note import Verifier

_HASH_BYTES = 32
_LONGEST_PATH = 63
_HEAD_LINES = 3
_HEADER = "c2sp.org/tlog-proof@v1"


class BadProof(ValueError):
    """This file is not a proof, or it proves nothing."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What only the owner of a leaf has: the entry's record and its salt."""

    entry: bytes
    record: bytes
    salt: bytes


@dataclass(frozen=True, slots=True)
class Proved:
    """What a proof file has shown."""

    index: int
    record: bytes
    checkpoint: Checkpoint
    witnesses: tuple[str, ...]


def proof_text(opening: Opening, index: int, path: list[bytes], checkpoint: str) -> str:
    """Write the proof of one leaf."""
    extra = canonical(
        {
            "entry": opening.entry.decode(),
            "record": opening.record.decode(),
            "salt": opening.salt.hex(),
        }
    )
    lines = [_HEADER, f"extra {_b64(extra)}", f"index {index}", *(_b64(hashed) for hashed in path)]
    return "\n".join(lines) + "\n\n" + checkpoint


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def read_proof(text: str, log: Verifier, witnesses: tuple[Verifier, ...] = ()) -> Proved:
    """Check a proof file against the keys one trusts.

    Raises:
        BadProof: the file is not a proof of this log, or does not hold.
        BadNote: its checkpoint is not signed by the log, or a witness's line is forged.
    """
    head, blank, checkpoint_part = text.partition("\n\n")
    lines = head.split("\n")
    if not blank or len(lines) < _HEAD_LINES or lines[0] != _HEADER:
        raise BadProof("not a tlog-proof: the first line is another")
    opening = _opening(lines[1])
    index, path = _index(lines[2]), _path(lines[3:])
    if not opens(opening.entry, opening.record, opening.salt):
        raise BadProof("the record is not what the entry committed to")
    checkpoint = parse_checkpoint(checkpoint_part, log)
    try:
        verify_inclusion(leaf_hash(opening.entry), index, checkpoint.size, path, checkpoint.root)
    except ProofFails as error:
        raise BadProof(str(error)) from error
    seen = tuple(witness.name for witness in witnesses if witness.finds(checkpoint.note))
    return Proved(index, opening.record, checkpoint, seen)


def _opening(line: str) -> Opening:
    try:
        fields = json.loads(base64.b64decode(line.removeprefix("extra "), validate=True))
        return Opening(fields["entry"].encode(), fields["record"].encode(), bytes.fromhex(fields["salt"]))
    except (binascii.Error, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadProof("the second line does not open the entry") from error


def _index(line: str) -> int:
    digits = line.removeprefix("index ")
    if not line.startswith("index ") or not digits.isascii() or not digits.isdigit():
        raise BadProof("the third line is not the index")
    return int(digits)


def _path(lines: list[str]) -> list[bytes]:
    try:
        path = [base64.b64decode(line, validate=True) for line in lines]
    except binascii.Error as error:
        raise BadProof("a hash of the path is not base64") from error
    if any(len(hashed) != _HASH_BYTES for hashed in path) or len(path) > _LONGEST_PATH:
        raise BadProof("the path is not a list of hashes")
    return path
