"""What the log publishes of a record: its kind, a random id, and a salted hash that nobody can guess.

The entry is the canonical JSON `{"commitment": "<64 hex>", "id": "<32 hex>", "type": "<kind>"}` where
commitment = SHA-256(salt || canonical record) with 32 random bytes of salt: from a small amount
or a known code nobody finds the record without its salt.
"""

import re
from dataclasses import dataclass
from hashlib import sha256

SALT_BYTES = 32
ID_BYTES = 16
_KIND = re.compile(r"[a-z][a-z_]*(\.[a-z][a-z_]*)*")
_ENTRY = re.compile(
    rb'\{"commitment":"([0-9a-f]{64})","id":"([0-9a-f]{32})","type":"([a-z][a-z_]*(?:\.[a-z][a-z_]*)*)"\}'
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A published entry, read back."""

    kind: str
    random_id: str
    commitment: str


def is_kind(text: str) -> bool:
    """Whether this can be a kind: lower-case words with dots, such as `gift.booked`."""
    return _KIND.fullmatch(text) is not None


def commit(record: bytes, salt: bytes) -> str:
    """The commitment to a canonical record, in hex."""
    return sha256(salt + record).hexdigest()


def entry_bytes(kind: str, random_id: str, commitment: str) -> bytes:
    """The exact bytes of a log entry; already canonical, since every part is plain ASCII."""
    return f'{{"commitment":"{commitment}","id":"{random_id}","type":"{kind}"}}'.encode("ascii")


def parse_entry(entry: bytes) -> Entry:
    """Read an entry back.

    Raises:
        ValueError: these bytes are not an entry of this log.
    """
    match = _ENTRY.fullmatch(entry)
    if match is None:
        raise ValueError("not an entry of this log")
    commitment, random_id, kind = (part.decode("ascii") for part in match.groups())
    return Entry(kind, random_id, commitment)


def opens(entry: bytes, record: bytes, salt: bytes) -> bool:
    """Whether this record with this salt is what the entry committed to."""
    return parse_entry(entry).commitment == commit(record, salt)
