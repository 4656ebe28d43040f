"""The public list of filings and grants: what was decided, for whom, by whom, how long it took."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

from qianshan.mechanisms.calendar.kernel import workdays_left
from qianshan.mechanisms.cases.api import PROCEDURES, PublicDecision, public_decisions
from qianshan.mechanisms.cases.queries.rows import PAGE
from qianshan.mechanisms.words import Words
from qianshan.places.casework.desk.queue import wanted_from


@dataclass(frozen=True, slots=True)
class Line:
    """A decision with its names in words and the working days it took from its sending."""

    row: PublicDecision
    what: str
    workdays: int


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """All public decisions, the newest first."""
    wanted = wanted_from(request.GET)
    found = public_decisions(procedure_key=wanted.procedure, text=wanted.text, page=wanted.page)
    lines = [
        Line(row, str(Words(row.procedure.title)), workdays_left(row.submitted_on, row.decided_on))
        for row in found[:PAGE]
    ]
    return render(
        request,
        "casework/decisions.html",
        {
            "lines": lines,
            "wanted": wanted,
            "procedures": [(one.key, str(Words(one.title))) for one in PROCEDURES.values() if one.public],
            "earlier": _page(request.GET, wanted.page - 1) if wanted.page > 1 else "",
            "later": _page(request.GET, wanted.page + 1) if len(found) > PAGE else "",
        },
    )


def _page(query: QueryDict, page: int) -> str:
    changed = query.copy()
    changed["page"] = str(page)
    return "?" + changed.urlencode()
