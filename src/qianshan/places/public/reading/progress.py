"""How a project goes: its published reports as a timeline."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from qianshan.disclosure.api import ReportView, reports_of_project
from qianshan.mechanisms.words import Words

SHOWN = 5
EXCERPT = 120
FIRST = ("progress", "people", "use")


@dataclass(frozen=True, slots=True)
class Progress:
    """One station: a report with the beginning of its text and its first pictures."""

    title: Words
    on: date
    text: str
    href: str
    days_late: int
    pictures: tuple[tuple[str, str], ...]


def progress(project_id: int) -> list[Progress]:
    """The newest reports of a project and its activities."""
    return [_station(one) for one in reports_of_project(project_id, limit=SHOWN)]


def _station(one: ReportView) -> Progress:
    texts = (one.latest.sections.get(key, "") for key in FIRST)
    text = next((text for text in texts if text), "")
    short = text if len(text) <= EXCERPT else text[:EXCERPT].rstrip() + "…"
    pictures = tuple(
        (reverse("reports:picture", args=[one.code, one.latest.number, place]), picture.caption)
        for place, picture in enumerate(one.latest.pictures[:3], start=1)
    )
    return Progress(
        one.title,
        one.latest.published_on,
        short,
        reverse("reports:show", args=[one.code]),
        one.days_late,
        pictures,
    )
