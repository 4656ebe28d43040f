"""What the charities of an authority owe and have not published."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from qianshan.disclosure import showing
from qianshan.disclosure.queries import duties_of_authority
from qianshan.mechanisms.access.api import Hat
from qianshan.mechanisms.obligations.api import Standing
from qianshan.web.hats import needs_hat

SOON = timedelta(days=14)


@needs_hat
def late(request: HttpRequest, hat: Hat) -> HttpResponse:
    """Overdue reports of the charities registered here, and those due within two weeks."""
    today = hat.actor.date
    owed = duties_of_authority(hat.organisation_id, today, until=today + SOON)
    return render(
        request,
        "disclosure/late.html",
        {
            "hat": hat,
            "late": [(line, owed.names[line.standing.duty.owner_id]) for line in _lines(owed.missing, today)],
            "soon": [(line, owed.names[line.standing.duty.owner_id]) for line in _lines(owed.soon, today)],
            "kept": owed.kept,
            "today": today,
        },
    )


def _lines(standings: Sequence[Standing], today: date) -> list[showing.DutyLine]:
    return showing.duty_lines(standings, {}, set(), today)
