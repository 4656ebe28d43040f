"""The applicant's cases: what can be started, what is being written, what is under way, what ended."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qianshan.mechanisms.access.api import Hat, organisation_by_id
from qianshan.mechanisms.acts.api import NotAllowed, WrongState
from qianshan.mechanisms.cases.api import (
    PROCEDURES,
    CaseFile,
    act_words,
    case_file,
    cases_of,
    correct,
    drafts,
    none_open,
    withdraw,
)
from qianshan.mechanisms.cases.kernel import Procedure
from qianshan.mechanisms.law.kernel import cite
from qianshan.mechanisms.words import Words
from qianshan.places.casework.progress import clock_of, progress
from qianshan.places.casework.reading import known_choices, sections
from qianshan.web.hats import needs_hat


@dataclass(frozen=True, slots=True)
class Startable:
    """A procedure, and why it cannot be started now, if so."""

    procedure: Procedure
    title: str
    why_not: str


def startable(hat: Hat) -> list[Startable]:
    """Every procedure that this hat's role may start, with what stands against it today."""
    found = []
    for declared in PROCEDURES.values():
        if not hat.may(declared.start):
            continue
        try:
            declared.applicant(hat.organisation_id, hat.actor.date)
            none_open(declared, hat.organisation_id)
        except (NotAllowed, WrongState) as refused:
            found.append(Startable(declared, str(Words(declared.title)), str(refused.words)))
        else:
            found.append(Startable(declared, str(Words(declared.title)), ""))
    return found


@require_GET
@needs_hat
def overview(request: HttpRequest, hat: Hat) -> HttpResponse:
    """All filings and applications of the organisation."""
    rows = cases_of(hat.organisation_id, on=hat.actor.date)
    return render(
        request,
        "casework/overview.html",
        {
            "startable": startable(hat),
            "drafts": drafts(hat.organisation_id),
            "open": [row for row in rows if row.closed_at is None],
            "closed": [row for row in rows if row.closed_at is not None],
        },
    )


def _file(hat: Hat, code: str) -> CaseFile:
    return case_file(code, on=hat.actor.date, organisation_id=hat.organisation_id)


@require_GET
@needs_hat
def case(request: HttpRequest, hat: Hat, code: str) -> HttpResponse:
    """One case: where it stands, by when, what was said, what was sent."""
    found = _file(hat, code)
    known = known_choices(found.procedure, found.organisation_id, hat.actor.date)
    changed = frozenset(found.changed_fields())
    return render(
        request,
        "casework/case_applicant.html",
        {
            "file": found,
            "row": found.row,
            "steps": progress(found),
            "clock": clock_of(found.row),
            "sections": sections(found.procedure, found.last.values, found.last.documents, known, changed),
            "articles": [cite(ref) for ref in found.decision.articles] if found.decision else [],
            "remedies": [Words(text) for text in found.decision.remedies] if found.decision else [],
            "authority": organisation_by_id(found.authority_id),
            "may_act": bool(hat.may(found.procedure.start)),
        },
    )


@require_POST
@needs_hat
def correct_case(request: HttpRequest, hat: Hat, code: str) -> HttpResponse:
    """Open the draft that corrects a returned case."""
    opened = correct(case_code=code, by=hat.actor)
    first = opened.procedure.steps[0].key
    return HttpResponseRedirect(reverse("applications:step", args=[hat.uscc, opened.code, first]))


@require_http_methods(["GET", "POST"])
@needs_hat
def withdraw_case(request: HttpRequest, hat: Hat, code: str) -> HttpResponse:
    """Ask once more, then take the case back."""
    found = _file(hat, code)
    if request.method == "POST":
        withdraw(
            code=code,
            version=_number(request.POST.get("version")),
            reason=request.POST.get("reason", "")[:500],
            by=hat.actor,
        )
        return HttpResponseRedirect(reverse("applications:case", args=[hat.uscc, code]))
    return render(
        request,
        "casework/withdraw.html",
        {"file": found, "row": found.row, "what": act_words("cases.case.withdraw")},
    )


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0
