"""Reading the trace."""

from dataclasses import dataclass
from datetime import datetime

from qianshan.mechanisms.acts.models import ActSubject, Installation


@dataclass(frozen=True, slots=True)
class ActLine:
    """One line of an object's history; people are ids here, pages mask and name them."""

    act_id: int
    command: str
    actor_kind: str
    actor_name: str
    person_id: int | None
    as_org_id: int | None
    reason: str
    at: datetime


def acts_on(kind: str, key: object, *, limit: int = 200) -> list[ActLine]:
    """The acts that touched an object, oldest first, at most `limit`."""
    rows = (
        ActSubject.objects.filter(kind=kind, key=str(key))
        .select_related("act")
        .order_by("act_id", "id")[:limit]
    )
    return [
        ActLine(
            row.act.pk,
            row.act.command,
            row.act.actor_kind,
            row.act.actor_name,
            row.act.person_id,
            row.act.as_org_id,
            row.act.reason,
            row.act.at,
        )
        for row in rows
    ]


def is_practice() -> bool:
    """Whether this database was made for practice; a database without its row is a real one."""
    return Installation.objects.filter(practice=True).exists()
