"""Filed plans at their authority: search, listings checked by an officer, numbers against the national copy."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from qianshan.charities.api import CharityView, charities, charity
from qianshan.fundraising.commands.number import settle_number
from qianshan.fundraising.forms import SettleForm
from qianshan.fundraising.gate import reasons_against
from qianshan.fundraising.queries import listings, plan_by_number, plans_of_authority
from qianshan.fundraising.reading import filed_facts, listing_checks, plan_chip
from qianshan.fundraising.types import ListingView, PlanView
from qianshan.fundraising.workspace.plans import check_page
from qianshan.mechanisms.access.api import Hat
from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.exchange.api import DifferenceInfo, open_differences
from qianshan.mechanisms.words import N_, Words
from qianshan.web.forms import form_status, refusals_as_errors
from qianshan.web.hats import needs_hat

PAGE = 50


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A filed plan of a charity of this authority."""

    plan: PlanView
    owner: CharityView
    chip: tuple[Words, str]
    live: int
    difference: DifferenceInfo | None


def differences(hat: Hat) -> dict[str, DifferenceInfo]:
    """Open differences of numbers under this authority, by our number."""
    found = open_differences(hat.actor.at, owner_org_id=hat.organisation_id, system="charity_china")
    return {one.key: one for one in found if one.kind == "plan"}


@require_GET
@needs_hat
def overview(request: HttpRequest, hat: Hat) -> HttpResponse:
    """The newest filed plans, with open differences first."""
    hat.may("case.open").required()
    text, on = request.GET.get("q", "").strip()[:60], hat.actor.date
    found = plans_of_authority(hat.organisation_id, text=text, limit=PAGE)
    owners = {one.id: one for one in charities(on=on, ids={one.charity_id for one in found})}
    shown = listings([one.id for one in found])
    open_ones = differences(hat)
    lines = [
        DeskLine(
            one,
            owners[one.charity_id],
            plan_chip(one, on),
            sum(1 for listing in shown if listing.plan_id == one.id and listing.live),
            open_ones.get(one.filing_number),
        )
        for one in found
        if one.charity_id in owners
    ]
    lines.sort(key=lambda line: line.difference is None)
    return render(request, "fundraising/desk_plans.html", {"lines": lines, "q": text, "open": len(open_ones)})


def _plan(hat: Hat, number: str) -> tuple[PlanView, CharityView]:
    hat.may("case.open").required()
    found = plan_by_number(number)
    owner = charity(found.charity_id, on=hat.actor.date)
    if owner.authority_id != hat.organisation_id:
        raise NotFound(Words(N_("There is no such project or plan: %(value)s."), value=number))
    return found, owner


@require_GET
@needs_hat
def plan_page(request: HttpRequest, hat: Hat, number: str) -> HttpResponse:
    """One filed plan."""
    found, owner = _plan(hat, number)
    on: date = hat.actor.date
    shown = listings([found.id])
    return render(
        request,
        "fundraising/desk_plan.html",
        {
            "plan": found,
            "owner": owner,
            "chip": plan_chip(found, on),
            "against": reasons_against(found, owner, on),
            "facts": filed_facts(found, on),
            "listings": shown,
            "checks": listing_checks([one.id for one in shown]),
            "difference": differences(hat).get(number),
            "may_check": bool(hat.may("listing.check")),
            "may_settle": bool(hat.may("number.settle")),
        },
    )


def _listing(found: PlanView, listing_id: int) -> ListingView:
    for one in listings([found.id]):
        if one.id == listing_id:
            return one
    raise NotFound(Words(N_("There is no such listing: %(value)s."), value=listing_id))


@require_http_methods(["GET", "POST"])
@needs_hat
def check(request: HttpRequest, hat: Hat, number: str, listing_id: int) -> HttpResponse:
    """An officer says what he saw on the platform's page."""
    found, _owner = _plan(hat, number)
    back = reverse("fundraising_desk:plan", args=[hat.uscc, number])
    return check_page(request, hat, found, _listing(found, listing_id), back)


@require_http_methods(["GET", "POST"])
@needs_hat
def settle(request: HttpRequest, hat: Hat, number: str, difference_id: int) -> HttpResponse:
    """Settle a difference of numbers."""
    hat.may("number.settle").required()
    found, owner = _plan(hat, number)
    difference = differences(hat).get(number)
    if difference is None or difference.id != difference_id:
        raise NotFound(Words(N_("There is no such open difference.")))
    form = SettleForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with refusals_as_errors(form):
            settle_number(
                difference_id=difference_id,
                plan_id=found.id,
                national_number=form.cleaned_data["national_number"],
                settlement=form.cleaned_data["settlement"],
                by=hat.actor,
            )
            return HttpResponseRedirect(reverse("fundraising_desk:plans", args=[hat.uscc]))
    page = {"form": form, "plan": found, "owner": owner, "difference": difference}
    return render(request, "fundraising/settle.html", page, status=form_status(form))
