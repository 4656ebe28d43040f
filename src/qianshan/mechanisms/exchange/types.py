"""What passes between the exchange, a transport and a slice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Parcel:
    """One thing to hand over; `key` is ours and stays the same in every repeat."""

    system: str
    kind: str
    key: str
    payload: Mapping[str, object]
    made_at: datetime


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What was really sent, and what they said.

    Attributes:
        file_name: name of the file as they saw it.
        content: the exact bytes.
        their_ref: their number for it, if they gave one.
    """

    file_name: str
    content: bytes
    their_ref: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One thing that came, raw; `name` is theirs and tells a repeat."""

    system: str
    kind: str
    name: str
    content: bytes
    received_at: datetime


class TryLater(Exception):
    """They cannot be reached or are busy; the parcel is tried again."""


class NotTaken(Exception):
    """They refuse this parcel for good; the text is their reason."""


class Transport(Protocol):
    """How one outside system is reached. Runs outside any transaction."""

    system: str

    def hand_over(self, parcel: Parcel) -> HandedOver:
        """Send a parcel.

        Raises:
            TryLater: not now.
            NotTaken: never.
        """

    def collect(self, after: str) -> Iterable[tuple[str, str, bytes]]:
        """(kind, name, bytes) of what lies ready behind the name `after`, in their order, at most 100."""
