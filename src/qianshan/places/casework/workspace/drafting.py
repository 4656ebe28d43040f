"""The wizard: one step a page, saved while typing, the rules beside it, a review before sending."""

from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_http_methods, require_POST

from qianshan.mechanisms.access.api import Hat
from qianshan.mechanisms.acts.api import NotFound, Refusal
from qianshan.mechanisms.cases.api import (
    DraftChanged,
    DraftView,
    FormIncomplete,
    OpenPage,
    discard_draft,
    draft,
    findings,
    gaps,
    procedure,
    resubmit,
    save_draft,
    start_draft,
    submit,
)
from qianshan.mechanisms.cases.kernel import Applicant, FieldKind, Step, Values, parse
from qianshan.mechanisms.cases.kernel.form import is_asked
from qianshan.mechanisms.codes.kernel.public import new_code
from qianshan.mechanisms.documents.api import FileRefused, files_info, store_upload
from qianshan.mechanisms.law.kernel import ChecksFailed, Findings
from qianshan.mechanisms.words import N_, Words
from qianshan.places.casework.forms import items, step_form, typed_in
from qianshan.places.casework.reading import panel, sections
from qianshan.places.casework.wizard import wizard_steps
from qianshan.web.hats import needs_hat


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft with everything that a page of the wizard needs."""

    draft: DraftView
    applicant: Applicant
    values: Values
    wrong: dict[str, Words]
    gaps: dict[str, Words]
    findings: Findings
    on: date


def open_draft(hat: Hat, code: str) -> Opened:
    """Read a draft, its values and what the rules say of it today.

    Raises:
        NotFound: no such draft of this organisation.
        NotAllowed: the organisation may not start the procedure today.
    """
    found = draft(code, by=hat.actor)
    on = hat.actor.date
    applicant = found.procedure.applicant(hat.organisation_id, on)
    values, wrong = parse(found.procedure.steps, found.typed, applicant.choices)
    return Opened(
        draft=found,
        applicant=applicant,
        values=values,
        wrong=wrong,
        gaps=gaps(found.procedure, values, found.documents),
        findings=findings(found.procedure, applicant, values, found.documents, on),
        on=on,
    )


def _step(opened: Opened, step_key: str) -> Step:
    found = opened.draft.procedure.step(step_key)
    if found is None:
        raise NotFound(Words(N_("There is no such page for you.")))
    return found


@require_http_methods(["GET", "POST"])
@needs_hat
def start(request: HttpRequest, hat: Hat, procedure_key: str) -> HttpResponse:
    """Tell what comes, then begin a draft."""
    declared = procedure(procedure_key)
    hat.may(declared.start).required()
    if request.method == "POST":
        known = {"project": request.POST.getlist("project")} if request.POST.get("project") else {}
        begun = start_draft(procedure_key=procedure_key, typed=known, by=hat.actor)
        return HttpResponseRedirect(
            reverse("applications:step", args=[hat.uscc, begun.code, declared.steps[0].key])
        )
    declared.applicant(hat.organisation_id, hat.actor.date)
    return render(
        request,
        "casework/start.html",
        {
            "title": Words(declared.title),
            "intro": Words(declared.intro),
            "steps": [Words(step.title) for step in declared.steps],
            "papers": [
                Words(slot.title) for step in declared.steps for slot in step.slots if slot.needed_if is None
            ],
            "project": request.GET.get("project", ""),
        },
    )


def _errors(opened: Opened, step: Step) -> dict[str, str]:
    """What stands at the fields of a step: unreadable answers, and rules that fail because of one."""
    keys = {field.key for field in step.fields}
    errors = {key: str(words) for key, words in opened.wrong.items() if key in keys}
    for found in opened.findings.blocking:
        if found.field in keys and found.field not in errors:
            errors[found.field] = str(found.words)
    return errors


def _slots(opened: Opened, step: Step, refused: dict[str, str]) -> list[dict[str, object]]:
    files = {info.id: info for info in files_info(opened.draft.documents.values())}
    return [
        {
            "slot": slot,
            "title": Words(slot.title),
            "file": files.get(opened.draft.documents.get(slot.key, 0)),
            "error": refused.get(slot.key, ""),
            "shown_for": "=".join(slot.needed_if) if slot.needed_if else "",
            "asked": is_asked(slot.needed_if, opened.values),
        }
        for slot in step.slots
    ]


@require_http_methods(["GET", "POST"])
@needs_hat
def step(request: HttpRequest, hat: Hat, code: str, step_key: str) -> HttpResponse:
    """One step: show it, or save it and go where the button leads."""
    opened = open_draft(hat, code)
    here = _step(opened, step_key)
    if request.method == "GET":
        return _step_page(request, hat, opened, here)
    try:
        refused = _save(request, hat, code, here)
    except DraftChanged as changed:
        kept = replace(opened.draft, typed={**opened.draft.typed, **typed_in(here, request.POST)})
        return _step_page(request, hat, replace(opened, draft=kept), here, conflict=str(changed))
    if refused:
        return _step_page(request, hat, open_draft(hat, code), here, refused=refused)
    return HttpResponseRedirect(_target(request, hat, code, here))


def _step_page(
    request: HttpRequest,
    hat: Hat,
    opened: Opened,
    here: Step,
    *,
    refused: dict[str, str] | None = None,
    conflict: str = "",
) -> HttpResponse:
    """The page of a step. After a conflict it holds what was typed here, over the newest revision."""
    refused = refused or {}
    errors = _errors(opened, here)
    form = step_form(here, opened.applicant.choices, opened.draft.typed, errors)
    steps = opened.draft.procedure.steps
    index = steps.index(here)
    return render(
        request,
        "casework/step.html",
        {
            "draft": opened.draft,
            "title": _title(opened),
            "step": here,
            "step_title": Words(here.title),
            "step_intro": Words(here.intro) if here.intro else "",
            "number": index + 1,
            "count": len(steps) + 1,
            "following": Words(steps[index + 1].title)
            if index + 1 < len(steps)
            else Words(N_("Check and send")),
            "previous": steps[index - 1].key if index else "",
            "form": form,
            "items": items(here, form, opened.draft.typed, errors),
            "slots": _slots(opened, here, refused),
            "wizard": wizard_steps(
                opened.draft, opened.wrong, opened.gaps, opened.findings, here.key, hat.uscc
            ),
            "panel": panel(opened.draft.procedure, opened.findings, opened.on),
            "conflict": conflict,
            "page": new_code("YM"),
        },
        status=409 if conflict else 422 if refused else 200,
    )


def _title(opened: Opened) -> str:
    named = opened.values.get(opened.draft.procedure.title_from)
    return str(named or Words(opened.draft.procedure.title))


def _save(request: HttpRequest, hat: Hat, code: str, here: Step) -> dict[str, str]:
    """Keep what was typed and sent on this step; what is wrong with its files, by slot."""
    typed = typed_in(here, request.POST)
    for name, value in request.POST.items():
        if name.startswith("set."):
            typed[name.removeprefix("set.")] = [str(value)]
    documents, refused = _files(request, hat, here)
    revision = request.POST.get("revision", "")
    save_draft(
        code=code,
        revision=int(revision) if revision.isascii() and revision.isdigit() else 0,
        typed=typed,
        documents=documents,
        by=hat.actor,
        page=OpenPage(request.POST.get("page", "")[:20]),
    )
    return refused


def _files(request: HttpRequest, hat: Hat, here: Step) -> tuple[dict[str, int], dict[str, str]]:
    documents: dict[str, int] = {}
    refused: dict[str, str] = {}
    for slot in here.slots:
        if request.POST.get(f"remove.{slot.key}"):
            documents[slot.key] = 0
        upload = request.FILES.get(f"file.{slot.key}")
        if upload is None:
            continue
        try:
            stored = store_upload(upload, purpose="case", field=slot.key, by=hat.actor)
        except FileRefused as refusal:
            refused[slot.key] = str(refusal)
        else:
            documents[slot.key] = stored.id
    return documents, refused


def _target(request: HttpRequest, hat: Hat, code: str, here: Step) -> str:
    """Where the pressed button leads; empty for this page again."""
    steps = draft(code, by=hat.actor).procedure.steps
    index = steps.index(here)
    way = request.POST.get("go", "next")
    if any(name.startswith("set.") for name in request.POST) or way == "stay":
        return reverse("applications:step", args=[hat.uscc, code, here.key])
    if way == "leave":
        return reverse("applications:list", args=[hat.uscc])
    if way == "previous" and index:
        return reverse("applications:step", args=[hat.uscc, code, steps[index - 1].key])
    if index + 1 < len(steps):
        return reverse("applications:step", args=[hat.uscc, code, steps[index + 1].key])
    return reverse("applications:review", args=[hat.uscc, code])


@require_POST
@needs_hat
def autosave(request: HttpRequest, hat: Hat, code: str, step_key: str) -> HttpResponse:
    """Save while typing; the answer is the rule panel and the saved state."""
    here = _step(open_draft(hat, code), step_key)
    sent: MultiValueDict[str, str] = request.POST
    revision = sent.get("revision", "")
    conflict = ""
    try:
        save_draft(
            code=code,
            revision=int(revision) if revision and revision.isascii() and revision.isdigit() else 0,
            typed=typed_in(here, sent),
            documents={},
            by=hat.actor,
            page=OpenPage(sent.get("page", "")[:20], left=False),
        )
    except DraftChanged as changed:
        conflict = str(changed)
    opened = open_draft(hat, code)
    return render(
        request,
        "casework/live.html",
        {
            "draft": opened.draft,
            "panel": panel(opened.draft.procedure, opened.findings, opened.on),
            "conflict": conflict,
            "swapped": True,
            "fix": True,
        },
        status=409 if conflict else 200,
    )


@require_http_methods(["GET", "POST"])
@needs_hat
def review(request: HttpRequest, hat: Hat, code: str) -> HttpResponse:
    """Everything on one page, with what is still open; then send it."""
    refusal: Refusal | None = None
    if request.method == "POST":
        opened_code = draft(code, by=hat.actor)
        send = resubmit if opened_code.case_code else submit
        try:
            sent = send(draft_code=code, by=hat.actor)
        except (FormIncomplete, ChecksFailed) as refused:
            refusal = refused
        else:
            return HttpResponseRedirect(reverse("applications:case", args=[hat.uscc, sent]))
    opened = open_draft(hat, code)
    declared = opened.draft.procedure
    tables = {field.key for field in declared.fields if field.kind is FieldKind.TABLE}
    problems = {**{k: str(w) for k, w in opened.gaps.items()}, **{k: str(w) for k, w in opened.wrong.items()}}
    return render(
        request,
        "casework/review.html",
        {
            "draft": opened.draft,
            "title": _title(opened),
            "refusal": refusal,
            "problems": [
                {"words": words, "step": found.key, "field": key, "is_table": key in tables}
                for key, words in problems.items()
                if (found := declared.step_of(key))
            ],
            "blocking": [found.words for found in opened.findings.blocking],
            "sections": sections(declared, opened.values, opened.draft.documents, opened.applicant.choices),
            "wizard": wizard_steps(
                opened.draft, opened.wrong, opened.gaps, opened.findings, "review", hat.uscc
            ),
            "panel": panel(declared, opened.findings, opened.on),
            "intro": Words(declared.intro),
            "ready": not problems and not opened.findings.blocking,
            "last_step": declared.steps[-1].key,
        },
        status=422 if refusal else 200,
    )


@require_POST
@needs_hat
def discard(request: HttpRequest, hat: Hat, code: str) -> HttpResponse:
    """Throw a draft away."""
    discard_draft(code=code, by=hat.actor)
    return HttpResponseRedirect(reverse("applications:list", args=[hat.uscc]))
