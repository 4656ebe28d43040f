"""One case on one screen: form with what changed, documents, rules, history, and what can be done now."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from qianshan.mechanisms.access.api import Hat
from qianshan.mechanisms.calendar.clock import date_of
from qianshan.mechanisms.cases.api import CaseFile, case_file, findings, is_free, release_case, take_case
from qianshan.mechanisms.cases.kernel import Applicant, Kind
from qianshan.mechanisms.cases.kernel.form import missing_slots
from qianshan.mechanisms.law.kernel import Findings, cite
from qianshan.mechanisms.words import Words
from qianshan.places.casework.desk.verbs import Offer, offers
from qianshan.places.casework.progress import clock_of, progress
from qianshan.places.casework.reading import Paper, applicant_of, panel, sections
from qianshan.web.hats import needs_hat


@dataclass(frozen=True, slots=True)
class Seen:
    """A case with what the rules say of its last revision on the day of its sending."""

    file: CaseFile
    applicant: Applicant | None
    findings: Findings | None


def seen_case(hat: Hat, code: str) -> Seen:
    """A case of this authority.

    Raises:
        NotAllowed: the hat opens no cases.
        NotFound: no such case of this authority.
    """
    hat.may("case.open").required()
    file = case_file(code, on=hat.actor.date, authority_id=hat.organisation_id)
    applicant = applicant_of(file.procedure, file.organisation_id, hat.actor.date)
    if applicant is None:
        return Seen(file, None, None)
    sent = file.last
    return Seen(
        file,
        applicant,
        findings(file.procedure, applicant, sent.values, sent.documents, date_of(sent.sent_at)),
    )


def _chosen(papers: list[Paper], wanted: str) -> Paper | None:
    there = [paper for paper in papers if paper.file]
    return next((paper for paper in there if paper.key == wanted), there[0] if there else None)


@require_GET
@needs_hat
def case_page(request: HttpRequest, hat: Hat, code: str) -> HttpResponse:
    """The case page."""
    seen = seen_case(hat, code)
    file = seen.file
    known = seen.applicant.choices if seen.applicant else {}
    changed = frozenset(file.changed_fields())
    parts = sections(file.procedure, file.last.values, file.last.documents, known, changed)
    papers = [paper for part in parts for paper in part.papers]
    done: list[Offer] = offers(hat, file, seen.findings)
    return render(
        request,
        "casework/case_desk.html",
        {
            "file": file,
            "row": file.row,
            "clock": clock_of(file.row),
            "sections": parts,
            "papers": papers,
            "paper": _chosen(papers, request.GET.get("paper", "")),
            "missing": missing_slots(file.procedure.steps, file.last.values, file.last.documents),
            "panel": panel(file.procedure, seen.findings, hat.actor.date) if seen.findings else None,
            "steps": progress(file) if file.procedure.kind is Kind.APPLICATION else [],
            "offers": done,
            "primary": next((one for one in done if one.primary and not one.why_not), None),
            "held_by_me": file.row.holder_id == hat.person_id,
            "held_by_other": file.row.holder_id is not None and file.row.holder_id != hat.person_id,
            "can_take": file.is_open and _takeable(file, hat),
            "articles": [cite(ref) for ref in file.decision.articles] if file.decision else [],
            "remedies": [Words(text) for text in file.decision.remedies] if file.decision else [],
        },
    )


def _takeable(file: CaseFile, hat: Hat) -> bool:
    """Whether this officer does not hold the case yet and may take it."""
    if file.row.holder_id == hat.person_id:
        return False
    return is_free(file.row.holder_id, file.held_at, hat.person_id, hat.actor.at)


@require_POST
@needs_hat
def take(request: HttpRequest, hat: Hat, code: str) -> HttpResponse:
    """Hold the case."""
    take_case(code=code, by=hat.actor)
    return HttpResponseRedirect(reverse("desk:case", args=[hat.uscc, code]))


@require_POST
@needs_hat
def release(request: HttpRequest, hat: Hat, code: str) -> HttpResponse:
    """Give the case back."""
    release_case(code=code, by=hat.actor)
    return HttpResponseRedirect(reverse("desk:case", args=[hat.uscc, code]))
