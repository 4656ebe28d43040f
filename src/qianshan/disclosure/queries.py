"""Reads of disclosure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from qianshan.charities.api import charities
from qianshan.disclosure.models import Draft, Report, Version
from qianshan.disclosure.types import ClassLine, Figures, Picture, ReportView, VersionView
from qianshan.fundraising.api import plan, project
from qianshan.giving.api import donors_of_project
from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.obligations.api import Punctuality, Standing, State, punctuality, standings
from qianshan.mechanisms.words import N_, Words

_MOST = 200
_YEAR = timedelta(days=365)


def report(code: str) -> ReportView:
    """A report with its newest version.

    Raises:
        NotFound: no such report.
    """
    row = _rows().filter(code=code).first()
    if row is None:
        raise NotFound(Words(N_("There is no such report: %(code)s."), code=code))
    return _view(row)


def versions_of(code: str) -> list[VersionView]:
    """All versions of a report, the first one first.

    Raises:
        NotFound: no such report.
    """
    found = [_version(row) for row in Version.objects.filter(report__code=code).order_by("number")[:_MOST]]
    if not found:
        raise NotFound(Words(N_("There is no such report: %(code)s."), code=code))
    return found


def stored_version(code: str, number: int) -> tuple[Report, Version]:
    """The rows of one version, for hashing and showing them again.

    Raises:
        NotFound: no such version.
    """
    row = Version.objects.select_related("report").filter(report__code=code, number=number).first()
    if row is None:
        raise NotFound(Words(N_("There is no such report: %(code)s."), code=code))
    return row.report, row


def report_of_duty(duty_key: str) -> ReportView | None:
    """The report that fulfilled a duty."""
    row = _rows().filter(duty_key=duty_key).first()
    return _view(row) if row else None


def reports_of_project(project_id: int, *, limit: int = _MOST) -> list[ReportView]:
    """Reports of a project and its activities, newest first."""
    return [_view(row) for row in _rows().filter(project_id=project_id).order_by("-id")[:limit]]


def reports_of_plan(plan_id: int, *, limit: int = _MOST) -> list[ReportView]:
    """What a donor of this plan reads: reports of its activity and of its project, newest first."""
    rows = _rows().filter(Q(plan_id=plan_id) | Q(plan=None), project_id=plan(plan_id).project_id)
    return [_view(row) for row in rows.order_by("-id")[:limit]]


def reports_of_charity(organisation_id: int, *, limit: int = _MOST) -> list[ReportView]:
    """Reports of a charity, newest first."""
    return [_view(row) for row in _rows().filter(organisation_id=organisation_id).order_by("-id")[:limit]]


def newest_reports(*, limit: int = 20, on: date | None = None) -> list[ReportView]:
    """What was published last in the province, or on one day."""
    rows = _rows()
    if on is not None:
        rows = rows.filter(published_on=on)
    return [_view(row) for row in rows.order_by("-id")[:limit]]


def codes_by_duty(duty_keys: Iterable[str]) -> dict[str, str]:
    """The report's code for each duty that has one, in one query."""
    return dict(Report.objects.filter(duty_key__in=list(duty_keys)).values_list("duty_key", "code"))


def calendar(project_code: str, today: date) -> list[Standing]:
    """All reports that a project and its activities owe, with what became of them, by due day."""
    return standings(today, group=project_code)


def drafted_duties(organisation_id: int) -> set[str]:
    """Duties for which somebody has begun to write."""
    return set(Draft.objects.filter(organisation_id=organisation_id).values_list("duty_key", flat=True))


def draft_of(duty_key: str) -> Draft | None:
    """What was written for a duty so far."""
    return Draft.objects.filter(duty_key=duty_key).first()


def _rows() -> QuerySet[Report]:
    return Report.objects.prefetch_related(
        Prefetch("versions", queryset=Version.objects.order_by("number"), to_attr="in_order")
    )


def _view(row: Report) -> ReportView:
    in_order: list[Version] = getattr(row, "in_order")  # noqa: B009  (set by Prefetch)
    return ReportView(
        code=row.code,
        kind=row.kind,
        number=row.number,
        duty_key=row.duty_key,
        organisation_id=row.organisation_id,
        charity_id=row.charity_id,
        project_id=row.project_id,
        plan_id=row.plan_id,
        article=row.article,
        due_on=row.due_on,
        published_on=row.published_on,
        period_first=row.period_first,
        period_last=row.period_last,
        days_late=row.days_late,
        latest=_version(in_order[-1]),
        versions=len(in_order),
    )


def _version(row: Version) -> VersionView:
    return VersionView(
        number=row.number,
        figures=figures_from(row.figures),
        sections=row.sections,
        pictures=tuple(Picture(one["file_id"], one["caption"]) for one in row.pictures),
        note=row.note,
        published_at=row.published_at,
        published_on=row.published_on,
        sha256=row.sha256,
    )


def figures_from(stored: dict[str, Any]) -> Figures:
    """Stored figures as they were."""
    days = {key: date.fromisoformat(stored[key]) for key in ("as_of", "since")}
    lists = {
        "classes": tuple(ClassLine(**line) for line in stored["classes"]),
        "payments_fen": tuple(stored["payments_fen"]),
    }
    return Figures(**(stored | days | lists))


def donors_to_tell(project_code: str) -> Iterator[list[int]]:
    """Donors of a project who can be told, in lots."""
    after = 0
    while some := donors_of_project(project(project_code).id, after=after):
        yield some
        after = some[-1]


@dataclass(frozen=True, slots=True)
class Owed:
    """What the charities of an authority owe: missing, due soon, and how much came in time."""

    missing: tuple[Standing, ...]
    soon: tuple[Standing, ...]
    names: dict[int, str]
    kept: Punctuality


def duties_of_authority(authority_id: int, today: date, *, until: date) -> Owed:
    """Reports of the charities registered with an authority: overdue, and due by a day."""
    known = [one for one in charities(on=today) if one.authority_id == authority_id]
    names = {one.organisation_id: one.name for one in known}
    mine = [one for one in standings(today) if one.duty.owner_id in names and one.is_open]
    return Owed(
        missing=tuple(one for one in mine if one.state is State.MISSING),
        soon=tuple(one for one in mine if one.state is not State.MISSING and one.duty.due.on <= until),
        names=names,
        kept=punctuality(today - _YEAR, today, owner_ids=names),
    )
