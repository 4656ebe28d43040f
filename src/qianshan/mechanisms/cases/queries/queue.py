"""The queue of an authority and how it keeps its clocks."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet

from qianshan.mechanisms.cases.kernel import State
from qianshan.mechanisms.cases.models import Case, CaseClock
from qianshan.mechanisms.cases.queries.rows import PAGE, CaseRow, case_rows
from qianshan.mechanisms.cases.registry import PROCEDURES
from qianshan.mechanisms.words import N_, Words


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of the queue: its name and how many cases stand in it."""

    key: str
    title: Words
    count: int


MINE, OFFICE, WAITING, CLOSED = "mine", "office", "waiting", "closed"
_TABS = {
    MINE: N_("Mine"),
    OFFICE: N_("This office"),
    WAITING: N_("Waiting for the applicant"),
    CLOSED: N_("Closed"),
}


def _stages(roles: frozenset[str]) -> Q:
    """The cases whose next hand is one of these roles."""
    hands = Q(pk__in=[])
    if "case_officer" in roles:
        hands |= Q(state__in=[State.SUBMITTED, State.ACCEPTED])
    if "reviewer" in roles:
        hands |= Q(state=State.PROPOSED, stage=1)
    if "decider" in roles:
        hands |= Q(state=State.PROPOSED, stage=2)
    return hands


def _tab(key: str, authority_id: int, person_id: int, roles: frozenset[str]) -> QuerySet[Case]:
    rows = Case.objects.filter(authority_id=authority_id)
    if key == CLOSED:
        return rows.exclude(closed_at=None)
    rows = rows.filter(closed_at=None)
    if key == WAITING:
        return rows.filter(state=State.RETURNED)
    if key == MINE:
        free = Q(holder_id=None) | Q(holder_id=person_id)
        return rows.filter(free & _stages(roles))
    return rows.exclude(state=State.RETURNED)


def tabs(authority_id: int, person_id: int, roles: frozenset[str]) -> list[Tab]:
    """The tabs of the queue with their counts."""
    return [
        Tab(key, Words(title), _tab(key, authority_id, person_id, roles).count())
        for key, title in _TABS.items()
    ]


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What stands in the queue's URL."""

    tab: str = MINE
    text: str = ""
    procedure: str = ""
    division: str = ""
    page: int = 1


def queue(
    authority_id: int,
    person_id: int,
    roles: frozenset[str],
    wanted: QueueFilter,
    *,
    on: date,
    limit: int = 0,
) -> list[CaseRow]:
    """The cases of one tab: what runs out first on top; closed ones the newest first.

    One page and one row more than fits, so that the page knows whether there is a next one; with
    `limit`, so many rows from the first on, for an export.
    """
    rows = _tab(wanted.tab, authority_id, person_id, roles)
    if wanted.text:
        rows = rows.filter(
            Q(title__icontains=wanted.text)
            | Q(organisation__name__icontains=wanted.text)
            | Q(code=wanted.text.upper())
            | Q(result_key=wanted.text)
        )
    if wanted.procedure in PROCEDURES:
        rows = rows.filter(procedure=wanted.procedure)
    if wanted.division:
        rows = rows.filter(organisation__division_code__startswith=wanted.division)
    order = ("-closed_at", "-pk") if wanted.tab == CLOSED else ("due_on", "pk")
    if limit:
        return case_rows(rows.order_by(*order)[:limit], on)
    start = (max(wanted.page, 1) - 1) * PAGE
    return case_rows(rows.order_by(*order)[start : start + PAGE + 1], on)


@dataclass(frozen=True, slots=True)
class Punctuality:
    """How an authority kept its own clocks over the last days."""

    closed: int
    in_time: int

    @property
    def late(self) -> int:
        """Closed after the last day."""
        return self.closed - self.in_time

    @property
    def percent(self) -> str:
        """Share in time with one decimal; a dash when nothing was closed."""
        if not self.closed:
            return "–"
        return f"{self.in_time * 1000 // self.closed / 10:.1f}"


def punctuality(authority_id: int, *, on: date, days: int = 90) -> Punctuality:
    """Periods of the authority that ended within the last days, and how many ended in time."""
    found = CaseClock.objects.filter(
        case__authority_id=authority_id,
        waits_for="authority",
        ended_on__gt=on - timedelta(days=days),
        ended_on__lte=on,
    ).aggregate(closed=Count("pk"), in_time=Count("pk", filter=Q(ended_on__lte=F("due_on"))))
    return Punctuality(found["closed"], found["in_time"])


def correction_windows(authority_id: int, *, on: date) -> list[tuple[int, int, int]]:
    """How many returned cases have 0-1, 2-5, 6-10 days left: (from, to, count)."""
    left = [
        (due - on).days
        for due in Case.objects.filter(authority_id=authority_id, state=State.RETURNED).values_list(
            "due_on", flat=True
        )
        if due is not None
    ]
    return [
        (low, high, sum(1 for days in left if low <= days <= high)) for low, high in ((0, 1), (2, 5), (6, 15))
    ]
