"""Signed notes and tree proofs, as the specifications say; written for the witness alone.

Sources: C2SP signed-note, tlog-checkpoint, tlog-cosignature; RFC 6962 section 2.1.2.
"""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

DASH = "— "
EMPTY = hashlib.sha256(b"").digest()


class Malformed(ValueError):
    """The text is not what the specification asks for."""


@dataclass(frozen=True)
class Head:
    """What a checkpoint says, and its text with the signatures."""

    origin: str
    size: int
    root: bytes
    body: str
    signatures: tuple[str, ...]


def key_id(name: str, kind: int, public: bytes) -> bytes:
    """The four bytes by which a signature line names its key."""
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


def vkey(name: str, kind: int, public: bytes) -> str:
    """A key as text."""
    return f"{name}+{key_id(name, kind, public).hex()}+{base64.b64encode(bytes([kind]) + public).decode('ascii')}"


def parse_vkey(text: str) -> tuple[str, bytes]:
    """Name and public key of an Ed25519 note key."""
    try:
        name, digest, material = text.strip().split("+", 2)
        raw = base64.b64decode(material, validate=True)
    except ValueError as error:
        raise Malformed("not a verifier key") from error
    if len(raw) != 33 or raw[0] != 1 or key_id(name, 1, raw[1:]).hex() != digest:
        raise Malformed("not an Ed25519 verifier key of a log")
    return name, raw[1:]


def parse_head(text: str) -> Head:
    """Read a checkpoint."""
    body, blank, tail = text.rpartition("\n\n")
    lines = body.split("\n")
    if not blank or len(lines) < 3 or not tail.endswith("\n"):
        raise Malformed("not a checkpoint")
    if not lines[1].isdigit() or str(int(lines[1])) != lines[1]:
        raise Malformed("the size is not a number")
    return Head(lines[0], int(lines[1]), unbase64(lines[2]), body + "\n", tuple(tail.splitlines()))


def unbase64(text: str) -> bytes:
    """A hash."""
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise Malformed("not base64") from error
    if len(raw) != 32:
        raise Malformed("a hash has 32 bytes")
    return raw


def signed_by(head: Head, name: str, public: bytes) -> bool:
    """Whether the log's key signed this; False also when a line claims it falsely."""
    wanted = f"{DASH}{name} "
    found = False
    for line in head.signatures:
        if not line.startswith(wanted):
            continue
        raw = base64.b64decode(line[len(wanted) :])
        if raw[:4] != key_id(name, 1, public):
            continue
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(raw[4:], head.body.encode())
        except InvalidSignature:
            return False
        found = True
    return found


def cosign(key: Ed25519PrivateKey, name: str, head: Head, timestamp: int) -> str:
    """The witness's line under a head."""
    message = f"cosignature/v1\ntime {timestamp}\n{head.body}".encode()
    raw = (
        key_id(name, 4, key.public_key().public_bytes_raw())
        + timestamp.to_bytes(8, "big")
        + key.sign(message)
    )
    return f"{DASH}{name} {base64.b64encode(raw).decode('ascii')}\n"


def extends(old: int, old_root: bytes, head: Head, proof: list[bytes]) -> bool:
    """Whether the head's tree begins with the old one."""
    if old == 0:
        return not proof and (head.size > 0 or head.root == EMPTY)
    hashes = iter(proof)
    try:
        before, after = _walk(old, head.size, old_root, hashes)
    except StopIteration:
        return False
    return before == old_root and after == head.root and next(hashes, None) is None


def _walk(old: int, new: int, whole: bytes | None, hashes: Iterator[bytes]) -> tuple[bytes, bytes]:
    """RFC 6962's SUBPROOF read backwards: the heads of `old` and `new` leaves of one subtree."""
    if old == new:
        same = whole if whole is not None else next(hashes)
        return same, same
    cut = 1
    while cut * 2 < new:
        cut *= 2
    if old <= cut:
        before, after = _walk(old, cut, whole, hashes)
        return before, _node(after, next(hashes))
    before, after = _walk(old - cut, new - cut, None, hashes)
    left = next(hashes)
    return _node(left, before), _node(left, after)


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
