"""What becomes due from plans and projects, by Charity Law art 79."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from qianshan.charities.api import charities, charity_of_organisation
from qianshan.disclosure.telling import tell_missing
from qianshan.disclosure.types import (
    ACTIVITY_FINAL,
    ACTIVITY_PERIODIC,
    PROJECT_FINAL,
    PROJECT_PERIODIC,
    TITLES,
)
from qianshan.fundraising.api import PlanView, ProjectView, plans, projects
from qianshan.fundraising.api import project as project_by_code
from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.law.kernel import Law
from qianshan.mechanisms.obligations.api import (
    Duty,
    Generator,
    Period,
    Scope,
    final_period,
    periodic_periods,
    register,
)
from qianshan.mechanisms.words import N_, Words

ARTICLE = "CL art 79"
VERB = N_("Write the report")
FOR_EVER = date(2999, 12, 31)


@dataclass(frozen=True, slots=True)
class PeriodFacts:
    """What the duties of an activity or a project follow from."""

    subject_kind: str
    subject_key: str
    group: str
    owner_id: int
    about: str
    first: date
    last: date


def activity_sources(scope: Scope) -> Iterable[PeriodFacts]:
    """Filed plans in scope; an activity that ended early ended on that day."""
    known, owners = _in_scope(scope)
    by_id = {one.id: one for one in known}
    for plan in _plans(scope, known):
        if plan.project_id in by_id:
            yield activity_facts(plan, by_id[plan.project_id], owners[plan.charity_id])


def project_sources(scope: Scope) -> Iterable[PeriodFacts]:
    """Projects in scope that raise or have raised money."""
    known, owners = _in_scope(scope)
    with_plan = {plan.project_id for plan in _plans(scope, known)}
    for one in known:
        if one.id in with_plan:
            yield project_facts(one, owners[one.charity_id])


def activity_facts(plan: PlanView, project: ProjectView, owner_id: int) -> PeriodFacts:
    """The facts of one plan."""
    last = min(plan.ends_on, plan.ended_on) if plan.ended_on else plan.ends_on
    return PeriodFacts(
        "fundraising.plan", plan.case_code, project.code, owner_id, plan.name, plan.starts_on, last
    )


def project_facts(project: ProjectView, owner_id: int) -> PeriodFacts:
    """The facts of one project."""
    last = min(project.ends_on, project.ended_on) if project.ended_on else project.ends_on
    return PeriodFacts(
        "fundraising.project", project.code, project.code, owner_id, project.name, project.starts_on, last
    )


def activity_duties(facts: PeriodFacts, law: Law) -> list[Duty]:
    """Every three months when longer than six, and fully within three months after the end."""
    periods = periodic_periods(
        facts.first,
        facts.last,
        long_months=law.months("disclosure.activity.long_months"),
        every_months=law.months("disclosure.activity.period_months"),
    )
    final = final_period(
        facts.first, facts.last, within_months=law.months("disclosure.activity.final_months")
    )
    return [
        *(_duty(ACTIVITY_PERIODIC, facts, period) for period in periods),
        _duty(ACTIVITY_FINAL, facts, final, opens_on=facts.last + timedelta(days=1)),
    ]


def project_duties(facts: PeriodFacts, law: Law) -> list[Duty]:
    """The same rhythm for the carrying out of a project."""
    periods = periodic_periods(
        facts.first,
        facts.last,
        long_months=law.months("disclosure.project.long_months"),
        every_months=law.months("disclosure.project.period_months"),
    )
    final = final_period(facts.first, facts.last, within_months=law.months("disclosure.project.final_months"))
    return [
        *(_duty(PROJECT_PERIODIC, facts, period) for period in periods),
        _duty(PROJECT_FINAL, facts, final, opens_on=facts.last + timedelta(days=1)),
    ]


def _duty(kind: str, facts: PeriodFacts, period: Period, *, opens_on: date | None = None) -> Duty:
    return Duty(
        kind=kind,
        subject_kind=facts.subject_kind,
        subject_key=facts.subject_key,
        group=facts.group,
        number=period.number,
        owner_id=facts.owner_id,
        period=period,
        opens_on=opens_on or period.first + timedelta(days=1),
        article=ARTICLE,
        title=Words(TITLES[kind], number=period.number),
        about=facts.about,
        verb=Words(VERB),
    )


def _in_scope(scope: Scope) -> tuple[list[ProjectView], dict[int, int]]:
    """Projects in scope, and the organisation of each charity."""
    if scope.group is not None:
        known = _named(scope.group)
    elif scope.owner_id is not None:
        known = _owned(scope.owner_id)
    else:
        known = projects()
    ids = {one.charity_id for one in known}
    owners = {one.id: one.organisation_id for one in charities(on=FOR_EVER, ids=ids, recognised=False)}
    if scope.owner_id is not None:
        known = [one for one in known if owners[one.charity_id] == scope.owner_id]
    return known, owners


def _named(code: str) -> list[ProjectView]:
    try:
        return [project_by_code(code)]
    except NotFound:
        return []


def _owned(organisation_id: int) -> list[ProjectView]:
    try:
        return projects(charity_id=charity_of_organisation(organisation_id, on=FOR_EVER).id)
    except NotFound:
        return []


def _plans(scope: Scope, known: list[ProjectView]) -> list[PlanView]:
    if scope.group is not None:
        return [plan for one in known for plan in plans(project_id=one.id)]
    if scope.owner_id is not None:
        return plans(charity_id=known[0].charity_id) if known else []
    return plans()


def register_all() -> None:
    """Make the generators known; called once by the app."""
    register(
        Generator(
            name="disclosure.activity",
            subject_kind="fundraising.plan",
            article=ARTICLE,
            titles={kind: TITLES[kind] for kind in (ACTIVITY_PERIODIC, ACTIVITY_FINAL)},
            verb=VERB,
            sources=activity_sources,
            derive=activity_duties,
            when_missed=tell_missing,
        )
    )
    register(
        Generator(
            name="disclosure.project",
            subject_kind="fundraising.project",
            article=ARTICLE,
            titles={kind: TITLES[kind] for kind in (PROJECT_PERIODIC, PROJECT_FINAL)},
            verb=VERB,
            sources=project_sources,
            derive=project_duties,
            when_missed=tell_missing,
        )
    )
