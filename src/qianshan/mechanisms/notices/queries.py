"""What was told: for a person's own page, and for operators."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from qianshan.mechanisms.notices.models import Notice


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice without its content."""

    template: str
    state: str
    created_at: datetime
    ended_at: datetime | None


def notices_to(person_id: int, *, limit: int = 50) -> list[NoticeLine]:
    """The newest notices to a person."""
    rows = Notice.objects.filter(person_id=person_id).order_by("-id")[:limit]
    return [NoticeLine(row.template, row.state, row.created_at, row.ended_at) for row in rows]


def notice_counts(since: datetime) -> dict[str, int]:
    """How many notices since an instant, by state."""
    rows = (
        Notice.objects.filter(created_at__gte=since).values("state").annotate(n=Count("id")).order_by("state")
    )
    return {row["state"]: row["n"] for row in rows}
