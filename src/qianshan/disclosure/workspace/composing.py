"""Writing a report, reading it as the public will, publishing it."""

from dataclasses import replace
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from qianshan.disclosure import showing
from qianshan.disclosure.commands.draft import Writing, save_draft
from qianshan.disclosure.commands.report import owed_duty, publish_report
from qianshan.disclosure.facts import Written, figures_of, latest_day, project_of, report_facts
from qianshan.disclosure.forms import ReportForm
from qianshan.disclosure.models import Draft
from qianshan.disclosure.queries import draft_of, report_of_duty
from qianshan.disclosure.types import MOST_PICTURES, Picture, ReportView
from qianshan.mechanisms.access.api import Hat
from qianshan.mechanisms.acts.api import NotFound, Refusal
from qianshan.mechanisms.documents.api import PICTURES, file_response, store_upload
from qianshan.mechanisms.law.kernel import Findings, cite, run_checks
from qianshan.mechanisms.obligations.api import Duty, standing_of_duty
from qianshan.mechanisms.words import N_, Words
from qianshan.web.forms import form_status, refusals_as_errors
from qianshan.web.hats import needs_hat

PURPOSE = "disclosure.picture"


@needs_hat
def compose(request: HttpRequest, hat: Hat, duty_key: str) -> HttpResponse:
    """The form with the ledger block above it; saving keeps half a report, previewing leads on."""
    duty = owed_duty(duty_key, hat.organisation_id, on=hat.actor.date)
    draft, published = draft_of(duty.key), report_of_duty(duty.key)
    if published and draft is None:
        return _published(request, hat, duty, published)
    if request.method != "POST":
        form = ReportForm(
            initial=_initial(duty, draft, hat.actor.date), duty=duty, correcting=bool(published)
        )
        return _page(request, hat, duty, form, draft, published)
    form = ReportForm(request.POST, request.FILES, duty=duty, correcting=bool(published))
    if form.is_valid():
        with refusals_as_errors(form):
            _save(request, hat, duty, form, draft)
            if "preview" in request.POST:
                return redirect("disclosure:preview", hat.uscc, duty.key)
            messages.success(
                request, _("Saved. Nobody but your organisation reads it before it is published.")
            )
            return redirect("disclosure:compose", hat.uscc, duty.key)
    return _page(request, hat, duty, form, draft, published)


def _save(request: HttpRequest, hat: Hat, duty: Duty, form: ReportForm, draft: Draft | None) -> None:
    data = form.cleaned_data
    pictures = [
        one for place, one in enumerate(_pictures(draft), start=1) if f"remove.{place}" not in request.POST
    ]
    writing = Writing(
        as_of=data["as_of"],
        sections={key: data[key] for key in form.section_keys},
        pictures=pictures,
        consent=data["consent"],
        note=data.get("note", ""),
    )
    revision = save_draft(duty=duty, revision=data["revision"], writing=writing, by=hat.actor)
    if data["picture"]:
        file = store_upload(data["picture"], purpose=PURPOSE, field="picture", by=hat.actor, kinds=PICTURES)
        added = [*pictures, Picture(file.id, data["caption"] or duty.about)]
        save_draft(duty=duty, revision=revision, writing=replace(writing, pictures=added), by=hat.actor)


@needs_hat
def preview(request: HttpRequest, hat: Hat, duty_key: str) -> HttpResponse:
    """The report as the public will read it, with what the checks find; publishing is the button below."""
    duty = owed_duty(duty_key, hat.organisation_id, on=hat.actor.date)
    draft = draft_of(duty.key)
    if draft is None:
        return redirect("disclosure:compose", hat.uscc, duty.key)
    if request.method == "POST":
        try:
            revision = int(request.POST.get("revision", "-1"))
            code = publish_report(
                duty_key=duty.key, organisation_id=hat.organisation_id, revision=revision, by=hat.actor
            )
        except Refusal as refusal:
            if refusal.status in (403, 404):
                raise
            return _preview_page(request, hat, duty, draft, refusal)
        messages.success(request, _("Published. It is now on the project's page and in the public log."))
        return redirect("reports:show", code)
    return _preview_page(request, hat, duty, draft, None)


def _preview_page(
    request: HttpRequest, hat: Hat, duty: Duty, draft: Draft, refusal: Refusal | None
) -> HttpResponse:
    as_of = draft.as_of or latest_day(duty, hat.actor.date)
    figures = figures_of(duty, as_of)
    published = report_of_duty(duty.key)
    version = published.versions + 1 if published else 1
    findings = _findings(duty, draft, version, hat.actor.date)
    return render(
        request,
        "disclosure/preview.html",
        {
            "hat": hat,
            "duty": duty,
            "draft": draft,
            "refusal": refusal,
            "rules": showing.rule_rows_of(list(findings)),
            "blocked": bool(findings.blocking),
            "may_publish": hat.may("report.publish"),
            "figures": figures,
            "tiles": showing.tiles_of(figures),
            "money": showing.money_of(figures),
            "use": showing.use_of(figures),
            "texts": showing.texts_of(duty.kind, draft.sections),
            "pictures": list(enumerate(_pictures(draft), start=1)),
            "correcting": version > 1,
            "project": project_of(duty),
        },
        status=refusal.status if refusal else 200,
    )


def _findings(duty: Duty, draft: Draft, version: int, today: date) -> Findings:
    figures = figures_of(duty, draft.as_of or latest_day(duty, today))
    written = Written(draft.sections, version, draft.note, len(draft.pictures), draft.consent)
    return run_checks("disclosure.report", report_facts(duty, figures, written, on=today))


@require_POST
@needs_hat
def correct(request: HttpRequest, hat: Hat, duty_key: str) -> HttpResponse:
    """Begin a correction: a draft with what stands published now."""
    duty = owed_duty(duty_key, hat.organisation_id, on=hat.actor.date)
    published = report_of_duty(duty.key)
    if published is None:
        raise NotFound(Words(N_("There is no such report to be published.")))
    if draft_of(duty.key) is None:
        latest = published.latest
        writing = Writing(latest.figures.as_of, latest.sections, latest.pictures)
        save_draft(duty=duty, revision=0, writing=writing, by=hat.actor)
    return redirect("disclosure:compose", hat.uscc, duty.key)


@needs_hat
def picture(request: HttpRequest, hat: Hat, duty_key: str, place: int) -> HttpResponse:
    """A picture of the draft, for those who write it."""
    duty = owed_duty(duty_key, hat.organisation_id, on=hat.actor.date)
    pictures = _pictures(draft_of(duty.key))
    if not 1 <= place <= min(len(pictures), MOST_PICTURES):
        raise NotFound(Words(N_("There is no such report to be published.")))
    return file_response(pictures[place - 1].file_id, inline=True)


def _pictures(draft: Draft | None) -> list[Picture]:
    return [Picture(one["file_id"], one["caption"]) for one in draft.pictures] if draft else []


def _initial(duty: Duty, draft: Draft | None, today: date) -> dict[str, object]:
    if draft is None:
        return {"revision": 0, "as_of": latest_day(duty, today)}
    kept: dict[str, object] = {"revision": draft.revision, "as_of": draft.as_of}
    kept |= {"note": draft.note, "consent": draft.consent}
    return {**kept, **draft.sections}


def _page(
    request: HttpRequest,
    hat: Hat,
    duty: Duty,
    form: ReportForm,
    draft: Draft | None,
    published: ReportView | None,
) -> HttpResponse:
    today = hat.actor.date
    figures = figures_of(duty, (draft.as_of if draft else None) or latest_day(duty, today))
    return render(
        request,
        "disclosure/compose.html",
        {
            "hat": hat,
            "duty": duty,
            "line": showing.duty_lines([standing_of_duty(today, duty)], {}, set(), today)[0],
            "form": form,
            "texts": [form[key] for key in form.section_keys],
            "draft": draft,
            "published": published,
            "figures": figures,
            "money": showing.money_of(figures),
            "use": showing.use_of(figures),
            "pictures": list(enumerate(_pictures(draft), start=1)),
            "room": len(_pictures(draft)) < MOST_PICTURES,
            "article": cite(duty.article),
        },
        status=form_status(form),
    )


def _published(request: HttpRequest, hat: Hat, duty: Duty, published: ReportView) -> HttpResponse:
    return render(
        request,
        "disclosure/published.html",
        {
            "hat": hat,
            "duty": duty,
            "report": published,
            "facts": showing.facts_of(published, published.latest),
            "may_write": hat.may("report.write"),
        },
    )
