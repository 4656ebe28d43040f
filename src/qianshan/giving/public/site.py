"""The charity's official site: its frame, and its home page with what one may give for."""

from contextlib import suppress
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from qianshan.charities.api import CharityView, charity_by_uscc
from qianshan.fundraising.api import PlanView, ProjectView, open_plan_of, plans, projects
from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.calendar.clock import date_of, now
from qianshan.mechanisms.ledger.api import FundFigures, figures_of
from qianshan.mechanisms.words import N_, Words
from qianshan.web.components.navigation import Tab


@dataclass(frozen=True, slots=True)
class Site:
    """What the shell of an official site needs."""

    name: str
    short_name: str
    uscc: str
    address: str
    phone: str
    home_href: str
    nav: tuple[Tab, ...]


@dataclass(frozen=True, slots=True)
class Appeal:
    """A project on the site's home page; `plan` is the one through which one may give, if any."""

    project: ProjectView
    plan: PlanView | None
    received_fen: int
    gift_count: int
    days_left: int


def site_of(owner: CharityView, *, current: str = "") -> Site:
    """The frame of a charity's site."""
    home = reverse("giving:site", args=[owner.uscc])
    tabs = [Tab(_("Home"), home, current == "home")]
    with suppress(NoReverseMatch):
        tabs.append(Tab(_("Public information"), reverse("public:charity", args=[owner.uscc])))
    return Site(owner.name, owner.name[:2], owner.uscc, owner.address, owner.phone, home, tuple(tabs))


def charity_with_site(uscc: str) -> CharityView:
    """The charity whose official site this is.

    Raises:
        NotFound: no charity of this code is recognised.
    """
    owner = charity_by_uscc(uscc, on=date_of(now()))
    if owner.recognised_on is None:
        raise NotFound(Words(N_("This organisation has no official site here.")))
    return owner


def home(request: HttpRequest, uscc: str) -> HttpResponse:
    """What the charity does, what it raises for now, and where the money goes."""
    owner = charity_with_site(uscc)
    appeals = _appeals(owner)
    return render(
        request,
        "giving/site_home.html",
        {
            "site": site_of(owner, current="home"),
            "charity": owner,
            "open_appeals": [one for one in appeals if one.plan],
            "other_appeals": [one for one in appeals if not one.plan],
        },
    )


def _appeals(owner: CharityView) -> list[Appeal]:
    today = date_of(now())
    figures = figures_of({one.fund_id for one in plans(charity_id=owner.id)})
    by_project: dict[int, list[FundFigures]] = {}
    for one in plans(charity_id=owner.id):
        by_project.setdefault(one.project_id, []).append(figures[one.fund_id])
    found = []
    for project in projects(charity_id=owner.id):
        plan = open_plan_of(project.id, on=today)
        money = by_project.get(project.id, [])
        found.append(
            Appeal(
                project,
                plan,
                sum(one.received for one in money),
                sum(one.gift_count for one in money),
                (plan.ends_on - today).days if plan else 0,
            )
        )
    return found
