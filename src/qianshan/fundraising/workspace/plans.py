"""Filed plans of a charity: what was filed, where it is listed, whether one may give."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from qianshan.charities.api import charity_of_organisation
from qianshan.fundraising.commands.listing import check_listing, list_plan
from qianshan.fundraising.commands.plan import end_plan
from qianshan.fundraising.forms import CheckForm, EndForm, ListingForm
from qianshan.fundraising.gate import reasons_against
from qianshan.fundraising.queries import listings, plan_by_number, plans, platforms
from qianshan.fundraising.reading import filed_facts, listing_checks, plan_chip
from qianshan.fundraising.types import ListingView, PlanState, PlanView
from qianshan.mechanisms.access.api import Hat
from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.documents.api import store_upload
from qianshan.mechanisms.words import N_, Words
from qianshan.web.forms import form_status, refusals_as_errors
from qianshan.web.hats import needs_hat


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan with its state and what keeps the gate of giving shut."""

    plan: PlanView
    chip: tuple[Words, str]
    against: list[Words]


@require_GET
@needs_hat
def overview(request: HttpRequest, hat: Hat) -> HttpResponse:
    """All filed plans; those being filed stand among the cases."""
    on = hat.actor.date
    owner = charity_of_organisation(hat.organisation_id, on=on)
    lines = [
        PlanLine(one, plan_chip(one, on), reasons_against(one, owner, on))
        for one in plans(charity_id=owner.id)
    ]
    return render(request, "fundraising/plans.html", {"lines": lines, "may_file": bool(hat.may("plan.file"))})


def own_plan(hat: Hat, number: str) -> PlanView:
    """A plan of this organisation.

    Raises:
        NotFound: another's, or none.
    """
    found = plan_by_number(number)
    owner = charity_of_organisation(hat.organisation_id, on=hat.actor.date)
    if found.charity_id != owner.id:
        raise NotFound(Words(N_("There is no such project or plan: %(value)s."), value=number))
    return found


@require_GET
@needs_hat
def plan_page(request: HttpRequest, hat: Hat, number: str) -> HttpResponse:
    """One plan."""
    return _page(request, hat, own_plan(hat, number), None)


def _page(request: HttpRequest, hat: Hat, found: PlanView, form: ListingForm | None) -> HttpResponse:
    on = hat.actor.date
    owner = charity_of_organisation(hat.organisation_id, on=on)
    shown = listings([found.id])
    taken = {one.platform_key for one in shown}
    free = [(one.key, one.name) for one in platforms(on) if one.key not in taken]
    return render(
        request,
        "fundraising/plan.html",
        {
            "plan": found,
            "chip": plan_chip(found, on),
            "against": reasons_against(found, owner, on),
            "facts": filed_facts(found, on),
            "listings": shown,
            "checks": listing_checks([one.id for one in shown]),
            "form": form or (ListingForm(None, platforms=free) if free else None),
            "may_list": bool(hat.may("plan.list")),
            "may_end": bool(hat.may("plan.end")) and found.state(on) is not PlanState.ENDED,
        },
        status=form_status(form) if form else 200,
    )


@require_http_methods(["POST"])
@needs_hat
def add_listing(request: HttpRequest, hat: Hat, number: str) -> HttpResponse:
    """Name the page on which a platform shows the plan."""
    found = own_plan(hat, number)
    choices = [(one.key, one.name) for one in platforms(hat.actor.date)]
    form = ListingForm(request.POST, platforms=choices)
    if form.is_valid():
        with refusals_as_errors(form):
            list_plan(
                plan_id=found.id,
                organisation_id=hat.organisation_id,
                platform_key=form.cleaned_data["platform"],
                url=form.cleaned_data["url"],
                by=hat.actor,
            )
            return HttpResponseRedirect(reverse("fundraising:plan", args=[hat.uscc, number]))
    return _page(request, hat, found, form)


def _listing(found: PlanView, listing_id: int) -> ListingView:
    for one in listings([found.id]):
        if one.id == listing_id:
            return one
    raise NotFound(Words(N_("There is no such listing: %(value)s."), value=listing_id))


@require_http_methods(["GET", "POST"])
@needs_hat
def check(request: HttpRequest, hat: Hat, number: str, listing_id: int) -> HttpResponse:
    """Say what was seen on the platform's page."""
    found = own_plan(hat, number)
    return check_page(
        request, hat, found, _listing(found, listing_id), reverse("fundraising:plan", args=[hat.uscc, number])
    )


def check_page(
    request: HttpRequest, hat: Hat, found: PlanView, listing: ListingView, back: str
) -> HttpResponse:
    """The form of a check, for the charity's staff and for an officer alike."""
    hat.may("listing.check").required()
    form = CheckForm(request.POST, request.FILES) if request.method == "POST" else CheckForm()
    if form.is_bound and form.is_valid():
        with refusals_as_errors(form):
            upload = form.cleaned_data["evidence"]
            stored = (
                store_upload(upload, purpose="listing", field="evidence", by=hat.actor) if upload else None
            )
            check_listing(
                listing_id=listing.id,
                organisation_id=hat.organisation_id,
                live=form.cleaned_data["live"] == "yes",
                seen=form.cleaned_data["seen"],
                evidence_document_id=stored.id if stored else None,
                by=hat.actor,
            )
            return HttpResponseRedirect(back)
    page = {
        "form": form,
        "plan": found,
        "listing": listing,
        "back": back,
        "shell": f"shells/{_shell(hat)}.html",
    }
    return render(request, "fundraising/check.html", page, status=form_status(form))


def _shell(hat: Hat) -> str:
    return "desk" if hat.place == "desk" else "workspace"


@require_http_methods(["GET", "POST"])
@needs_hat
def end(request: HttpRequest, hat: Hat, number: str) -> HttpResponse:
    """End an activity before its last day."""
    hat.may("plan.end").required()
    found = own_plan(hat, number)
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with refusals_as_errors(form):
            end_plan(
                plan_id=found.id,
                organisation_id=hat.organisation_id,
                reason=form.cleaned_data["reason"],
                by=hat.actor,
            )
            return HttpResponseRedirect(reverse("fundraising:plan", args=[hat.uscc, number]))
    return render(request, "fundraising/end.html", {"form": form, "plan": found}, status=form_status(form))
