"""Sealing a file's bytes and name with the person's key or the system's."""

import base64
from dataclasses import dataclass
from typing import ClassVar

from qianshan.mechanisms.sealed.api import seal, seal_for_system, unseal, unseal_for_system


@dataclass(frozen=True, slots=True)
class Seal:
    """With which key a file is sealed: none, the system's, or a person's (erasing whom erases the file)."""

    kind: str = ""
    person_id: int | None = None

    OPEN: ClassVar["Seal"]
    SYSTEM: ClassVar["Seal"]

    @classmethod
    def person(cls, person_id: int) -> "Seal":
        """The key of this person."""
        return cls("person", person_id)


Seal.OPEN = Seal()
Seal.SYSTEM = Seal("system")


def close_bytes(content: bytes, *, key: str, person_id: int | None) -> bytes:
    """Seal bytes to this file's key."""
    text = base64.b85encode(content).decode()
    return seal(person_id, f"file:{key}", text) if person_id else seal_for_system(f"file:{key}", text)


def open_bytes(blob: bytes, *, key: str, person_id: int | None) -> bytes:
    """Open what `close_bytes` made.

    Raises:
        Erased: the person's key was destroyed.
    """
    text = unseal(person_id, f"file:{key}", blob) if person_id else unseal_for_system(f"file:{key}", blob)
    return base64.b85decode(text)
