"""The figures that a report is composed of, and what its checks look at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from qianshan.disclosure.checks.report import ReportFacts
from qianshan.disclosure.types import FINAL, OF_ACTIVITY, SECTIONS, ClassLine, Figures
from qianshan.fundraising.api import PlanView, ProjectView, plans, project
from qianshan.mechanisms.ledger.api import FiguresOnDay, figures_as_of, spent_between
from qianshan.mechanisms.obligations.api import Duty
from qianshan.mechanisms.words import Words

_BEGINNING = date(1990, 1, 1)


def project_of(duty: Duty) -> ProjectView:
    """The project that a duty belongs to."""
    return project(duty.group)


def plan_of(duty: Duty) -> PlanView | None:
    """The plan whose activity a duty reports on; None for a duty of the project."""
    if duty.kind not in OF_ACTIVITY:
        return None
    found = plans(project_id=project_of(duty).id)
    return next(plan for plan in found if plan.case_code == duty.subject_key)


def latest_day(duty: Duty, today: date) -> date:
    """The last day that a report of this duty can speak of: yesterday, or the period's end if that is earlier.

    Today is not over: its figures still move. A final report speaks of any day up to yesterday.
    """
    yesterday = today - timedelta(days=1)
    return yesterday if duty.kind in FINAL else min(yesterday, duty.period.last)


def earliest_day(duty: Duty) -> date:
    """The first day that a report of this duty can speak of."""
    return duty.period.last if duty.kind in FINAL else duty.period.first


def figures_of(duty: Duty, as_of: date) -> Figures:
    """The ledger block: as of the day, and since the period began; four queries a fund at most."""
    one = plan_of(duty)
    owner = project_of(duty)
    funds = [one.fund_id] if one else [plan.fund_id for plan in plans(project_id=owner.id)]
    since = duty.period.first
    then = figures_as_of(funds, since - timedelta(days=1))
    now = figures_as_of(funds, as_of)
    return Figures(
        as_of=as_of,
        since=since,
        goal_fen=one.goal_fen if one else owner.goal_fen,
        gift_count=now.gift_count,
        gift_count_period=now.gift_count - then.gift_count,
        received_fen=now.received,
        received_period_fen=now.received - then.received,
        refunded_fen=now.refunded,
        refunded_period_fen=now.refunded - then.refunded,
        moved_in_fen=now.moved_in,
        moved_out_fen=now.moved_out,
        reserved_fen=now.reserved,
        paid_fen=now.paid,
        paid_period_fen=now.paid - then.paid,
        confirmed_fen=now.confirmed,
        free_fen=now.free,
        admin_paid_fen=_paid_on(now, "M"),
        fundraising_paid_fen=_paid_on(now, "B"),
        classes=_classes(then, now),
        payments_fen=tuple(sorted(_payments(funds, as_of))),
    )


def _paid_on(figures: FiguresOnDay, first: str) -> int:
    return sum(line.paid for line in figures.spent_on if line.tag.startswith(first))


def _classes(then: FiguresOnDay, now: FiguresOnDay) -> tuple[ClassLine, ...]:
    before = {line.tag: line.paid for line in then.spent_on}
    return tuple(
        ClassLine(line.tag, line.paid, line.paid - before.get(line.tag, 0))
        for line in now.spent_on
        if line.paid
    )


def _payments(funds: Iterable[int], as_of: date) -> set[int]:
    return {
        line.amount_fen - line.returned_fen
        for fund_id in funds
        for line in spent_between(fund_id, _BEGINNING, as_of)
        if line.paid_on and line.paid_on <= as_of
    }


def totals(figures: Figures) -> dict[str, int]:
    """Each figure in all, by the names that texts claim."""
    return {
        "received": figures.received_fen,
        "refunded": figures.refunded_fen,
        "reserved": figures.reserved_fen,
        "paid": figures.paid_fen,
        "confirmed": figures.confirmed_fen,
        "free": figures.free_fen,
        "admin": figures.admin_paid_fen,
        "fundraising": figures.fundraising_paid_fen,
        "goal": figures.goal_fen,
    }


def accepted(figures: Figures) -> dict[str, frozenset[int]]:
    """Per figure every amount of the books that a text may give for it."""
    costs = figures.admin_paid_fen + figures.fundraising_paid_fen
    payments = frozenset(figures.payments_fen)
    classes = {fen for line in figures.classes for fen in (line.paid_fen, line.period_fen)}
    admin = _class_sums(figures, "M")
    raising = _class_sums(figures, "B")
    return {
        "received": frozenset(
            {figures.received_fen, figures.received_period_fen, figures.received_fen - figures.refunded_fen}
        ),
        "refunded": frozenset({figures.refunded_fen, figures.refunded_period_fen}),
        "reserved": frozenset({figures.reserved_fen}),
        "paid": payments | classes | {figures.paid_fen, figures.paid_period_fen, figures.paid_fen - costs},
        "confirmed": payments | {figures.confirmed_fen},
        "free": frozenset(
            {
                figures.free_fen,
                figures.free_fen + figures.reserved_fen - figures.paid_fen,
                figures.reserved_fen - figures.paid_fen,
            }
        ),
        "admin": admin | {costs},
        "fundraising": raising | {costs},
        "goal": frozenset({figures.goal_fen}),
    }


def _class_sums(figures: Figures, first: str) -> frozenset[int]:
    lines = [line for line in figures.classes if line.tag.startswith(first)]
    singles = {fen for line in lines for fen in (line.paid_fen, line.period_fen)}
    return frozenset(singles | {sum(line.paid_fen for line in lines), sum(line.period_fen for line in lines)})


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a draft or a version, as far as checks look at it."""

    sections: Mapping[str, str]
    version: int = 1
    note: str = ""
    pictures: int = 0
    consent: bool = False


def report_facts(duty: Duty, figures: Figures, written: Written, *, on: date) -> ReportFacts:
    """What the checks of a report look at."""
    parts = SECTIONS[duty.kind]
    return ReportFacts(
        on=on,
        due_on=duty.due.on,
        texts={part.key: (Words(part.name), written.sections.get(part.key, "")) for part in parts},
        least={part.key: part.least for part in parts},
        totals=totals(figures),
        accepted=accepted(figures),
        version=written.version,
        note=written.note,
        pictures=written.pictures,
        consent=written.consent,
    )
