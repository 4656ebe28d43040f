"""Lists of fundraising, declared once; upper tiers add columns to them."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from qianshan.fundraising.models import Plan, Project
from qianshan.fundraising.queries import _project
from qianshan.fundraising.types import ProjectView
from qianshan.mechanisms.listing.api import Choice, Column, Filter, Kind, Listing
from qianshan.mechanisms.words import N_, Words

RAISING, OTHERS = "raising", "others"


def _filed(_scope: date) -> QuerySet[Project]:
    """Projects for which a plan was ever filed: the public ones."""
    return Project.objects.filter(pk__in=Plan.objects.values("project_id"))


def _by_state(rows: QuerySet[Project], value: str) -> QuerySet[Project]:
    from qianshan.mechanisms.calendar import clock

    today = clock.date_of(clock.now())
    running = Plan.objects.filter(starts_on__lte=today, ends_on__gte=today).exclude(ended_on__lt=today)
    ids = running.values("project_id")
    return rows.filter(pk__in=ids) if value == RAISING else rows.exclude(pk__in=ids)


def _states() -> Sequence[Choice]:
    return [Choice(RAISING, Words(N_("Raising"))), Choice(OTHERS, Words(N_("Not raising today")))]


PROJECTS: Listing[ProjectView] = Listing(
    key="projects",
    words=Words(N_("Projects")),
    rows=_filed,
    prepare=lambda models: [_project(row) for row in models],
    columns=(
        Column("name", Words(N_("Project")), lambda row: row.name, sort="name"),
        Column("code", Words(N_("Code")), lambda row: row.code, kind=Kind.CODE, sort="code"),
        Column("started", Words(N_("Begun on")), lambda row: row.starts_on, kind=Kind.DATE, sort="starts_on"),
        Column("goal", Words(N_("Goal")), lambda row: row.goal_fen, kind=Kind.FEN, sort="goal_fen"),
    ),
    default_sort="-started",
    filters=(
        Filter("q", Words(N_("Project name")), lambda rows, value: rows.filter(name__contains=value)),
        Filter("state", Words(N_("State")), _by_state, choices=_states),
    ),
)
