"""Signed notes: a text and lines that sign it, each by a named key.

Source: C2SP signed-note (Ed25519, type 0x01) and tlog-cosignature (timestamped Ed25519, type 0x04).
"""

import base64
import binascii
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

NOTE = 0x01
COSIGNATURE = 0x04
_DASH = "— "
_MOST_SIGNATURES = 64
_KEY_BYTES, _ID_BYTES, _TIME_BYTES, _SIGNATURE_BYTES = 32, 4, 8, 64
_FIRST_PRINTABLE = 0x20


class BadNote(ValueError):
    """This text is not a signed note, or a known key did not sign it."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: the key's name, its id, and what it says."""

    name: str
    key_id: bytes
    value: bytes

    def line(self) -> str:
        """The line as it stands in a note."""
        return f"{_DASH}{self.name} {base64.b64encode(self.key_id + self.value).decode('ascii')}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text that ends in a newline, and the lines that sign it."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return self.text + "\n" + "".join(signature.line() for signature in self.signatures)


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key that one trusts: `name+id+key`, as C2SP writes verifier keys."""

    name: str
    kind: int
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The first four bytes of the hash over name, kind and key."""
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:_ID_BYTES]

    def __str__(self) -> str:
        key = base64.b64encode(bytes([self.kind]) + self.public).decode("ascii")
        return f"{self.name}+{self.key_id.hex()}+{key}"

    @classmethod
    def parse(cls, text: str) -> "Verifier":
        """Read a verifier key.

        Raises:
            BadNote: it is not one, or its id is not that of its key.
        """
        name, _, rest = text.strip().partition("+")
        key_id, _, key = rest.partition("+")
        try:
            material = base64.b64decode(key, validate=True)
        except binascii.Error as error:
            raise BadNote(f"{text!r} is not a verifier key") from error
        if not name or len(material) != 1 + _KEY_BYTES or material[0] not in (NOTE, COSIGNATURE):
            raise BadNote(f"{text!r} is not an Ed25519 verifier key")
        verifier = cls(name, material[0], material[1:])
        if verifier.key_id.hex() != key_id:
            raise BadNote(f"{text!r} carries the id of another key")
        return verifier

    def signed(self, text: str, signature: Signature) -> bool:
        """Whether this key made this signature over the text."""
        message, value = text.encode(), signature.value
        if self.kind == COSIGNATURE:
            if len(value) != _TIME_BYTES + _SIGNATURE_BYTES:
                return False
            message, value = (
                cosigned_message(text, int.from_bytes(value[:_TIME_BYTES], "big")),
                value[_TIME_BYTES:],
            )
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(value, message)
        except InvalidSignature:
            return False
        return True

    def finds(self, note: Note) -> Signature | None:
        """This key's signature in the note, or None when it did not sign.

        Raises:
            BadNote: a line claims to be this key's and is not.
        """
        mine = [s for s in note.signatures if (s.name, s.key_id) == (self.name, self.key_id)]
        for signature in mine:
            if not self.signed(note.text, signature):
                raise BadNote(f"the signature of {self.name} does not fit the text")
        return mine[0] if mine else None


@dataclass(frozen=True, slots=True)
class Signer:
    """A named private key that signs notes."""

    name: str
    seed: bytes

    @property
    def verifier(self) -> Verifier:
        """The public half."""
        private = Ed25519PrivateKey.from_private_bytes(self.seed)
        return Verifier(self.name, NOTE, private.public_key().public_bytes_raw())

    def sign(self, text: str) -> Note:
        """A note with this key's signature."""
        if not text.endswith("\n"):
            raise BadNote("the text of a note ends in a newline")
        value = Ed25519PrivateKey.from_private_bytes(self.seed).sign(text.encode())
        return Note(text, (Signature(self.name, self.verifier.key_id, value),))


def cosigned_message(text: str, timestamp: int) -> bytes:
    """What a witness signs: that at this second it had seen no greater consistent head than this."""
    return f"cosignature/v1\ntime {timestamp}\n{text}".encode()


def cosigned_at(signature: Signature) -> int:
    """The second at which a witness signed (POSIX time)."""
    return int.from_bytes(signature.value[:_TIME_BYTES], "big")


def parse_note(text: str) -> Note:
    """Read a signed note; whose signatures hold is another question.

    Raises:
        BadNote: it is not a signed note.
    """
    if any(ord(sign) < _FIRST_PRINTABLE and sign != "\n" for sign in text):
        raise BadNote("a note holds no control characters")
    body, blank, lines = text.rpartition("\n\n")
    if not blank or not lines.endswith("\n"):
        raise BadNote("a note is a text, an empty line, and signature lines")
    signatures = lines.splitlines()
    if len(signatures) > _MOST_SIGNATURES:
        raise BadNote(f"more than {_MOST_SIGNATURES} signatures")
    return Note(body + "\n", tuple(_parse_signature(line) for line in signatures))


def parse_signatures(text: str) -> tuple[Signature, ...]:
    """Read bare signature lines, as a witness answers.

    Raises:
        BadNote: a line is not a signature.
    """
    return tuple(_parse_signature(line) for line in text.splitlines()[:_MOST_SIGNATURES])


def _parse_signature(line: str) -> Signature:
    name, _, value = line.removeprefix(_DASH).partition(" ")
    try:
        decoded = base64.b64decode(value, validate=True)
    except binascii.Error as error:
        raise BadNote(f"{line!r} is not a signature line") from error
    if not line.startswith(_DASH) or not name or "+" in name or len(decoded) <= _ID_BYTES:
        raise BadNote(f"{line!r} is not a signature line")
    return Signature(name, decoded[:_ID_BYTES], decoded[_ID_BYTES:])
