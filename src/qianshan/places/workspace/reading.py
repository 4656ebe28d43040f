"""What is to be done, gathered from the slices: each gives items, the page sorts them by due day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from qianshan.charities.api import CharityView
from qianshan.disclosure.api import drafted_duties
from qianshan.fundraising.api import PlanState, PlanView, ProjectView, plans, projects
from qianshan.mechanisms.access.api import Hat
from qianshan.mechanisms.calendar.kernel import is_provisional, workdays_left
from qianshan.mechanisms.cases.api import waiting_for_applicant
from qianshan.mechanisms.law.kernel import article
from qianshan.mechanisms.ledger.api import FundFigures, figures_of
from qianshan.mechanisms.money import yuan
from qianshan.mechanisms.obligations.api import Standing, State, standings
from qianshan.spending.api import OrderState, orders_of
from qianshan.web.components.money import MoneySteps

_NEAR_WORKDAYS = 10
_MOST_ORDERS = 20
_HORIZON = timedelta(days=90)
_WEEK = timedelta(days=7)
_PERIOD_ENDS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do: by when, what, about what, by which article, and the way to it."""

    due_on: date
    left: int
    in_workdays: bool
    provisional: bool
    title: str
    about: str
    article: str
    article_href: str
    verb: str
    href: str
    order: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Items that fall into one stretch of time."""

    key: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class ProjectMoney:
    """The four money steps of a project: all its plans' funds together."""

    project: ProjectView
    numbers: tuple[str, ...]
    steps: MoneySteps


def groups(hat: Hat, charity: CharityView | None) -> list[Group]:
    """Everything to do, overdue first; nothing that lies more than three months ahead."""
    today = hat.actor.date
    found = [
        *_reports(hat, today),
        *_cases(hat, today),
        *_payments(hat, charity, today),
        *_periods(charity, today),
    ]
    items = sorted(found, key=lambda one: (one.due_on, one.order, one.title))
    stretches = (
        ("late", _("Overdue"), date.min, today - timedelta(days=1)),
        ("today", _("The day's list"), today, today),
        ("week", _("Within a week"), today + timedelta(days=1), today + _WEEK),
        ("later", _("Later"), today + _WEEK + timedelta(days=1), date.max),
    )
    made = [
        Group(key, title, tuple(one for one in items if first <= one.due_on <= last))
        for key, title, first, last in stretches
    ]
    return [group for group in made if group.items]


def _item(today: date, due_on: date, *, ref: str, **rest: object) -> Item:
    workdays = workdays_left(today, due_on)
    near = 0 <= workdays <= _NEAR_WORKDAYS
    source = article(ref) if ref else None
    return Item(
        due_on=due_on,
        left=workdays if near else (due_on - today).days,
        in_workdays=near,
        provisional=is_provisional(due_on),
        article=str(source.citation) if source else "",
        article_href=f"{reverse('law:index')}#{source.anchor}" if source else "",
        **rest,  # type: ignore[arg-type]  # the rest of Item's own fields
    )


def _reports(hat: Hat, today: date) -> Iterator[Item]:
    begun = drafted_duties(hat.organisation_id)
    for one in standings(today, owner_id=hat.organisation_id):
        if one.is_open and not one.vanished and _is_near(one, today):
            duty = one.duty
            open_now = one.state is not State.AHEAD
            href = reverse("disclosure:compose", args=[hat.uscc, duty.key])
            yield _item(
                today,
                one.outcome_due_on or duty.due.on,
                ref=duty.article,
                title=str(duty.title),
                about=duty.about,
                verb=(_("Go on writing") if duty.key in begun else _("Write the report")) if open_now else "",
                href=href if open_now else "",
            )


def _is_near(one: Standing, today: date) -> bool:
    return one.duty.due.on <= today + _HORIZON


def _cases(hat: Hat, today: date) -> Iterator[Item]:
    for row in waiting_for_applicant(hat.organisation_id, on=today):
        if row.due_on is not None:
            yield _item(
                today,
                row.due_on,
                ref=row.clock_article,
                title=str(row.heading),
                about=_("Returned by %(authority)s for correction") % {"authority": row.authority_name},
                verb=_("Correct it"),
                href=reverse("applications:case", args=[hat.uscc, row.code]),
            )


def _payments(hat: Hat, charity: CharityView | None, today: date) -> Iterator[Item]:
    """Orders that wait for a signature of this person's kind; no statute says when, so they stand today."""
    if charity is None:
        return
    wanted = [
        (state, verb)
        for state, capability, verb in (
            (OrderState.DRAFTED, "payment.sign_first", _("Sign first")),
            (OrderState.SIGNED, "payment.sign_second", _("Sign second")),
        )
        if hat.may(capability)
    ]
    for state, verb in wanted:
        for order in orders_of(charity.id, states=[state], limit=_MOST_ORDERS):
            yield _item(
                today,
                today,
                ref="",
                title=_("Payment order %(code)s · %(amount)s yuan")
                % {"code": order.code, "amount": yuan(order.amount_fen)},
                about=f"{order.line_name} · {order.purpose}",
                verb=verb,
                href=_address("spending_work:order", hat.uscc, order.code),
                order=1,
            )


def _address(name: str, *values: str) -> str:
    try:
        return reverse(name, args=values)
    except NoReverseMatch:
        return ""


def _periods(charity: CharityView | None, today: date) -> Iterator[Item]:
    if charity is None:
        return
    for plan in plans(charity_id=charity.id, running_on=today):
        if plan.ended_on is None and plan.ends_on <= today + _PERIOD_ENDS:
            yield _item(
                today,
                plan.ends_on,
                ref="CL art 24",
                title=_("The fundraising ends"),
                about=_("%(plan)s · to go on raising, file the change first") % {"plan": plan.name},
                verb=_("Show"),
                href=f"/plans/{plan.filing_number}/",
            )


def money_by_project(charity: CharityView | None, today: date) -> list[ProjectMoney]:
    """The money of each project whose plans are filed; three queries."""
    if charity is None:
        return []
    filed = plans(charity_id=charity.id)
    figures = figures_of({plan.fund_id for plan in filed})
    lines = []
    for project in projects(charity_id=charity.id):
        own = [plan for plan in filed if plan.project_id == project.id]
        if own:
            lines.append(ProjectMoney(project, _numbers(own, today), _steps(project, own, figures)))
    return lines


def _numbers(own: list[PlanView], today: date) -> tuple[str, ...]:
    running = [plan for plan in own if plan.state(today) is PlanState.RUNNING]
    return tuple(plan.filing_number for plan in (running or own)[:2])


def _steps(project: ProjectView, own: list[PlanView], figures: dict[int, FundFigures]) -> MoneySteps:
    found = [figures[plan.fund_id] for plan in own if plan.fund_id in figures]
    return MoneySteps(
        received_fen=sum(one.received for one in found),
        reserved_fen=sum(one.reserved for one in found),
        paid_fen=sum(one.paid for one in found),
        confirmed_fen=sum(one.confirmed for one in found),
        goal_fen=project.goal_fen,
    )


def total(lines: list[ProjectMoney]) -> MoneySteps:
    """All projects together."""
    steps = [line.steps for line in lines]
    return MoneySteps(
        received_fen=sum(one.received_fen for one in steps),
        reserved_fen=sum(one.reserved_fen for one in steps),
        paid_fen=sum(one.paid_fen for one in steps),
        confirmed_fen=sum(one.confirmed_fen for one in steps),
    )
