"""Reads of fundraising."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.db.models import F, Model, Q, QuerySet
from django.db.models.functions import Least

from qianshan.fundraising.models import DesignatedPlatform, Listing, Plan, Project
from qianshan.fundraising.types import ListingView, PlanView, ProjectView, UseLine
from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.words import N_, Words

Row = TypeVar("Row", bound=Model)


def _project(row: Project) -> ProjectView:
    return ProjectView(
        id=row.pk,
        code=row.code,
        project_number=row.project_number,
        charity_id=row.charity_id,
        name=row.name,
        summary=row.summary,
        story=row.story,
        goal_fen=row.goal_fen,
        divisions=tuple(row.divisions),
        beneficiary_scope=row.beneficiary_scope,
        beneficiary_count=row.beneficiary_count,
        picture=row.picture,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        ended_on=row.ended_on,
    )


def _plan(row: Plan) -> PlanView:
    return PlanView(
        id=row.pk,
        filing_number=row.filing_number,
        number_confirmed_on=row.number_confirmed_on,
        project_id=row.project_id,
        charity_id=row.charity_id,
        case_code=row.case_code,
        fund_id=row.fund_id,
        name=row.name,
        purpose=row.purpose,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        ended_on=row.ended_on,
        filed_on=row.filed_on,
        emergency=row.emergency,
        modes=tuple(row.modes),
        divisions=tuple(row.divisions),
        platforms=tuple(row.platforms),
        goal_fen=row.goal_fen,
        uses=tuple(UseLine(line["name"], line["kind"], line["amount_fen"]) for line in row.uses),
        q_bp=row.q_bp,
        beneficiary_scope=row.beneficiary_scope,
        beneficiary_count=row.beneficiary_count,
        beneficiary_choice=row.beneficiary_choice,
        aid=row.aid,
        surplus=row.surplus,
        responsible_person=row.responsible_person,
        contact_phone=row.contact_phone,
        office_address=row.office_address,
        account_holder=row.account_holder,
        account_bank=row.account_bank,
        account_tail=row.account_tail,
        partner_name=row.partner_name,
    )


def _only(rows: QuerySet[Row], value: object) -> Row:
    row = rows.first()
    if row is None:
        raise NotFound(Words(N_("There is no such project or plan: %(value)s."), value=value))
    return row


def project(code: str) -> ProjectView:
    """A project by its public code.

    Raises:
        NotFound: no such project.
    """
    return _project(_only(Project.objects.filter(code=code), code))


def project_by_id(project_id: int) -> ProjectView:
    """A project by our id.

    Raises:
        NotFound: no such project.
    """
    return _project(_only(Project.objects.filter(pk=project_id), project_id))


def projects(*, charity_id: int | None = None, ids: Iterable[int] | None = None) -> list[ProjectView]:
    """Projects, newest first; of one charity, or those named."""
    rows = Project.objects.order_by("-pk")
    if charity_id is not None:
        rows = rows.filter(charity_id=charity_id)
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    return [_project(row) for row in rows]


def plan(plan_id: int) -> PlanView:
    """A filed plan by our id.

    Raises:
        NotFound: no such plan.
    """
    return _plan(_only(Plan.objects.filter(pk=plan_id), plan_id))


def plan_by_number(filing_number: str) -> PlanView:
    """A filed plan by its filing number.

    Raises:
        NotFound: no such number.
    """
    return _plan(_only(Plan.objects.filter(filing_number=filing_number), filing_number))


def plan_of_fund(fund_id: int) -> PlanView:
    """The plan whose money stands in this fund.

    Raises:
        NotFound: the fund belongs to no plan.
    """
    return _plan(_only(Plan.objects.filter(fund_id=fund_id), fund_id))


def plans(
    *,
    project_id: int | None = None,
    project_ids: Iterable[int] | None = None,
    charity_id: int | None = None,
    ids: Iterable[int] | None = None,
    running_on: date | None = None,
) -> list[PlanView]:
    """Filed plans, newest first, narrowed by what is given."""
    rows = Plan.objects.order_by("-pk")
    if project_id is not None:
        rows = rows.filter(project_id=project_id)
    if project_ids is not None:
        rows = rows.filter(project_id__in=list(project_ids))
    if charity_id is not None:
        rows = rows.filter(charity_id=charity_id)
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    if running_on is not None:
        rows = rows.annotate(last=Least(F("ends_on"), F("ended_on"))).filter(
            starts_on__lte=running_on, last__gte=running_on
        )
    return [_plan(row) for row in rows]


def plans_of_authority(authority_id: int, *, text: str = "", limit: int = 50) -> list[PlanView]:
    """Filed plans of the charities that an authority registers, newest first; found by name, charity or number."""
    rows = Plan.objects.filter(charity__authority_id=authority_id).order_by("-pk")
    if text:
        rows = rows.filter(
            Q(name__icontains=text)
            | Q(charity__organisation__name__icontains=text)
            | Q(filing_number__startswith=text.upper())
        )
    return [_plan(row) for row in rows[:limit]]


def listings(plan_ids: Iterable[int]) -> list[ListingView]:
    """Listings of these plans, in the one published order of the platforms."""
    rows = (
        Listing.objects.filter(plan_id__in=list(plan_ids))
        .select_related("platform")
        .order_by("platform__position", "pk")
    )
    return [
        ListingView(
            id=row.pk,
            plan_id=row.plan_id,
            platform_key=row.platform.key,
            platform_name=row.platform.name,
            url=row.url,
            live=row.live,
            checked_at=row.checked_at,
        )
        for row in rows
    ]


def platforms(on: date) -> list[DesignatedPlatform]:
    """Platforms designated on a day, in the published order."""
    rows = DesignatedPlatform.objects.filter(valid_from__lte=on).order_by("position")
    return [row for row in rows if row.valid_to is None or row.valid_to > on]
