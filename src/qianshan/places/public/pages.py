"""The public pages: read, then render. They set no cookie and hold no token."""

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from qianshan.fundraising.api import plan_by_number, project_by_id
from qianshan.fundraising.api import project as project_by_code
from qianshan.mechanisms.calendar import clock
from qianshan.mechanisms.codes.kernel.public import is_code
from qianshan.places.public.reading.charity import charity_list, charity_page
from qianshan.places.public.reading.donors import donor_page
from qianshan.places.public.reading.home import home
from qianshan.places.public.reading.project import project_page
from qianshan.places.public.reading.project_list import PROJECT_CARDS
from qianshan.places.search.kernel import QUESTION_LIMIT
from qianshan.places.search.queries import search
from qianshan.web.components.navigation import Crumb
from qianshan.web.listing import list_answer

GIFT_PREFIX = "QS"


def home_page(request: HttpRequest) -> HttpResponse:
    """The first page."""
    now = clock.now()
    return render(request, "public/home.html", {"home": home(clock.date_of(now)), "now": now})


def project(request: HttpRequest, code: str) -> HttpResponse:
    """The page of a project."""
    now = clock.now()
    found = project_page(code, now)
    crumbs = [Crumb(_("Home"), reverse("public:home")), Crumb(_("Find projects"), reverse("public:projects"))]
    return render(request, "public/project.html", {"found": found, "now": now, "crumbs": crumbs})


def project_json(_request: HttpRequest, code: str) -> JsonResponse:
    """The money of a project for programs, in fen."""
    now = clock.now()
    found = project_page(code, now)
    purse = found.card.purse
    body = {
        "code": code,
        "name": found.card.project.name,
        "uscc": found.charity.uscc,
        "filing_numbers": [plan.filing_number for plan in found.plans],
        "goal_fen": found.card.project.goal_fen,
        "received_fen": purse.received,
        "reserved_fen": purse.reserved,
        "paid_fen": purse.paid,
        "confirmed_fen": purse.confirmed,
        "gift_count": purse.gift_count,
        "as_of": now.isoformat(),
    }
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})


def donors(request: HttpRequest, code: str) -> HttpResponse:
    """The donor roll of a project, day by day."""
    found = project_by_code(code)
    lines = donor_page(found.id, clock.date_of(clock.now()), request.GET.get("after", ""))
    crumbs = [
        Crumb(_("Find projects"), reverse("public:projects")),
        Crumb(found.name, reverse("public:project", args=[code])),
    ]
    context = {"project": found, "donors": lines.donors, "next_href": lines.next_href, "crumbs": crumbs}
    return render(request, "public/donors.html", context)


def plan(_request: HttpRequest, number: str) -> HttpResponse:
    """A filing number leads to its project."""
    found = project_by_id(plan_by_number(number).project_id)
    return HttpResponsePermanentRedirect(reverse("public:project", args=[found.code]))


def projects(request: HttpRequest) -> HttpResponseBase:
    """All projects, with filters in the address."""
    return list_answer(request, PROJECT_CARDS, "public/projects.html", scope=clock.date_of(clock.now()))


def charity(request: HttpRequest, uscc: str) -> HttpResponse:
    """The page of a charity."""
    now = clock.now()
    crumbs = [Crumb(_("Home"), reverse("public:home")), Crumb(_("Charities"), reverse("public:charities"))]
    found = charity_page(uscc, clock.date_of(now))
    return render(request, "public/charity.html", {"found": found, "now": now, "crumbs": crumbs})


def charities(request: HttpRequest) -> HttpResponse:
    """All charities of the province."""
    return render(request, "public/charities.html", {"charities": charity_list(clock.date_of(clock.now()))})


def search_page(request: HttpRequest) -> HttpResponse:
    """One question over charities, projects and plans."""
    question = request.GET.get("q", "").strip()[:QUESTION_LIMIT]
    solid = question.replace(" ", "").upper()
    context = {
        "question": question,
        "groups": search(question),
        "is_gift": is_code(solid, GIFT_PREFIX),
        "is_receipt": solid.isdigit() and len(solid) in (10, 20),
    }
    return render(request, "public/search.html", context)
