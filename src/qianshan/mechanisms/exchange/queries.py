"""What pages read of the exchange."""

from dataclasses import dataclass
from datetime import datetime

from qianshan.mechanisms.exchange.models import Difference, Incoming, Outgoing
from qianshan.mechanisms.exchange.seals import open_content

_MOST = 200


@dataclass(frozen=True, slots=True)
class ParcelInfo:
    """The fate of a parcel; `error` is the last one."""

    key: str
    kind: str
    state: str
    attempts: int
    made_at: datetime
    sent_at: datetime | None
    next_at: datetime
    their_ref: str
    file_name: str
    error: str


@dataclass(frozen=True, slots=True)
class DifferenceInfo:
    """An open difference."""

    id: int
    system: str
    kind: str
    key: str
    field: str
    ours: str
    theirs: str
    found_at: datetime
    age_days: int


def parcel(system: str, kind: str, key: str) -> ParcelInfo | None:
    """The parcel of this key."""
    row = Outgoing.objects.filter(system=system, kind=kind, key=key).first()
    if row is None:
        return None
    return ParcelInfo(
        key=row.key,
        kind=row.kind,
        state=row.state,
        attempts=row.attempts,
        made_at=row.made_at,
        sent_at=row.sent_at,
        next_at=row.next_at,
        their_ref=row.their_ref,
        file_name=row.file_name,
        error=row.last_error,
    )


def sent_file(system: str, kind: str, key: str) -> tuple[str, bytes] | None:
    """Name and bytes of the file as it was sent; None before that."""
    row = Outgoing.objects.filter(system=system, kind=kind, key=key, state="sent").first()
    return (row.file_name, open_content(bytes(row.content or b""))) if row else None


def open_differences(at: datetime, *, owner_org_id: int | None, system: str = "") -> list[DifferenceInfo]:
    """Open differences of an owner, oldest first, at most 200."""
    rows = Difference.objects.filter(owner_org_id=owner_org_id, settled_at=None).order_by("found_at", "pk")
    if system:
        rows = rows.filter(system=system)
    return [
        DifferenceInfo(
            row.pk,
            row.system,
            row.kind,
            row.key,
            row.field,
            row.ours,
            row.theirs,
            row.found_at,
            (at - row.found_at).days,
        )
        for row in rows[:_MOST]
    ]


def arrivals_set_aside(system: str = "") -> list[tuple[str, str, str, datetime, str]]:
    """(system, kind, name, received, reason) of arrivals that nobody could use, newest first, at most 200."""
    rows = Incoming.objects.filter(state="aside").order_by("-pk")
    if system:
        rows = rows.filter(system=system)
    return [(row.system, row.kind, row.name, row.received_at, row.reason) for row in rows[:_MOST]]
