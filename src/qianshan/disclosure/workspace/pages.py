"""What a charity owes and what it has published."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from qianshan.disclosure import showing
from qianshan.disclosure.queries import codes_by_duty, drafted_duties
from qianshan.mechanisms.access.api import Hat
from qianshan.mechanisms.obligations.api import punctuality, standings
from qianshan.web.hats import needs_hat

_YEAR = timedelta(days=365)


@needs_hat
def mine(request: HttpRequest, hat: Hat) -> HttpResponse:
    """All reports of the charity by due day: overdue, to do, ahead, published."""
    today = hat.actor.date
    found = standings(today, owner_id=hat.organisation_id)
    codes = codes_by_duty(one.duty.key for one in found)
    lines = showing.duty_lines(found, codes, drafted_duties(hat.organisation_id), today)
    return render(
        request,
        "disclosure/mine.html",
        {
            "hat": hat,
            "groups": showing.grouped(lines),
            "kept": punctuality(today - _YEAR, today, owner_id=hat.organisation_id),
            "today": today,
        },
    )
