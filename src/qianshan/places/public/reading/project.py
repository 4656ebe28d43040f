"""What the page of a project shows before and after one gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from qianshan.charities.api import CharityView
from qianshan.fundraising.api import PlanState, PlanView, listings, plans, project, reasons_against
from qianshan.giving.api import RollLine, roll
from qianshan.mechanisms.calendar.clock import date_of
from qianshan.mechanisms.obligations.api import Standing
from qianshan.mechanisms.words import Words
from qianshan.places.public.reading.cards import Card, cards
from qianshan.places.public.reading.facts import (
    CostView,
    about_facts,
    duties_of,
    facts_before,
    identity_facts,
)
from qianshan.places.public.reading.flow import UseTable, cost_paid, costs, money_flow_of, use_table
from qianshan.places.public.reading.progress import Progress, progress
from qianshan.spending.api import OrderLine, OrderState, payments_of_plans
from qianshan.web.components.facts import Fact, GivingPlace
from qianshan.web.components.flow import MoneyFlow

DONORS_SHOWN = 8
PAYMENTS_SHOWN = 8
LEFT = (OrderState.PAID, OrderState.CONFIRMED, OrderState.DENIED)


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """Everything on the page of a project, at one instant."""

    card: Card
    plans: list[PlanView]
    current: PlanView | None
    places: list[GivingPlace]
    against: list[Words]
    flow: MoneyFlow
    uses: UseTable
    cost: CostView
    duties: list[Standing]
    identity: list[Fact]
    before: list[Fact]
    about: list[Fact]
    progress: list[Progress]
    donors: list[RollLine]
    payments: list[OrderLine]

    @property
    def charity(self) -> CharityView:
        """Who raises."""
        return self.card.charity


def project_page(code: str, at: datetime) -> ProjectPage:
    """Read the page of a project.

    Raises:
        NotFound: there is no such project.
    """
    on = date_of(at)
    found = project(code)
    card = cards([found], on)[0]
    filed = plans(project_id=found.id)
    current = current_plan(filed, on)
    against = reasons_against(current, card.charity, on) if current else []
    paid = cost_paid(costs(filed, on))
    cost = _cost(card, filed, paid)
    duties = duties_of(card, on)
    return ProjectPage(
        card=card,
        plans=filed,
        current=current,
        places=giving_places(current, card, at, open_now=not against)
        if current and current.state(on) is PlanState.RUNNING
        else [],
        against=against,
        flow=money_flow_of(card.purse, paid),
        uses=use_table(filed, card.purse),
        progress=progress(found.id),
        donors=roll([found.id], today=on, limit=DONORS_SHOWN),
        payments=payments_of_plans([plan.id for plan in filed], states=LEFT, limit=PAYMENTS_SHOWN),
        cost=cost,
        duties=duties,
        identity=identity_facts(card, current),
        before=facts_before(card, duties, cost),
        about=about_facts(card, current),
    )


def current_plan(filed: Sequence[PlanView], on: date) -> PlanView | None:
    """The plan one gives to today: running, the one that ends last; else the newest."""
    running = [plan for plan in filed if plan.state(on) is PlanState.RUNNING]
    if running:
        return max(running, key=lambda plan: (plan.ends_on, plan.id))
    return filed[0] if filed else None


def _cost(card: Card, filed: Sequence[PlanView], paid_fen: int) -> CostView:
    goal = max(sum(plan.goal_fen for plan in filed), 1)
    planned_bp = sum(plan.goal_fen * plan.q_bp for plan in filed) // goal
    return CostView(paid_fen, card.purse.received, planned_bp)


def giving_places(plan: PlanView, card: Card, at: datetime, *, open_now: bool) -> list[GivingPlace]:
    """The official site first, then the designated platforms, in the one published order."""
    owner, code = card.charity, card.project.code
    places = []
    if open_now:
        places.append(
            GivingPlace(
                _("Official site of the charity"),
                owner.name,
                _("%(name)s, hosted by this platform") % {"name": owner.name},
                reverse("giving:give", args=[owner.uscc, code]),
                at,
                fresh=True,
                note=_("filing, period and account holder agree"),
                official=True,
            )
        )
    platforms = (row for row in listings([plan.id]) if row.live)
    places.extend(_platform(row.platform_name, row.url, row.checked_at, at) for row in platforms)
    return places


def _platform(name: str, href: str, checked_at: datetime | None, at: datetime) -> GivingPlace:
    fresh = checked_at is not None and date_of(checked_at) == date_of(at)
    note = _("same filing number, shown there") if fresh else _("not looked at again today")
    return GivingPlace(
        name,
        name,
        _("platform designated by the Ministry of Civil Affairs"),
        href,
        checked_at,
        fresh=fresh,
        note=note,
    )
