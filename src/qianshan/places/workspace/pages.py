"""The charity's first page."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from qianshan.charities.api import CharityView, charity_of_organisation
from qianshan.mechanisms.access.api import Hat
from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.obligations.api import punctuality
from qianshan.places.workspace import reading
from qianshan.web.hats import needs_hat

_YEAR = timedelta(days=365)


@needs_hat
def today(request: HttpRequest, hat: Hat) -> HttpResponse:
    """What is to be done, by due day; the money of the projects below."""
    day = hat.actor.date
    charity = _charity(hat)
    found = reading.groups(hat, charity)
    lines = reading.money_by_project(charity, day)
    counts = {group.key: len(group.items) for group in found}
    return render(
        request,
        "workspace/today.html",
        {
            "hat": hat,
            "day": day,
            "groups": found,
            "late": counts.get("late", 0),
            "due_today": counts.get("today", 0),
            "kept": punctuality(day - _YEAR, day, owner_id=hat.organisation_id),
            "lines": lines,
            "total": reading.total(lines),
        },
    )


def _charity(hat: Hat) -> CharityView | None:
    try:
        return charity_of_organisation(hat.organisation_id, on=hat.actor.date)
    except NotFound:
        return None
