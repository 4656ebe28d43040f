"""Reads of cases: the queue, one case whole, an organisation's cases."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery

from qianshan.mechanisms.access.api import staff_names
from qianshan.mechanisms.acts.api import ActLine, NotFound, acts_on
from qianshan.mechanisms.calendar.clock import date_of
from qianshan.mechanisms.calendar.kernel import workdays_left
from qianshan.mechanisms.cases.desk import SUBJECT
from qianshan.mechanisms.cases.kernel import OPEN, Procedure, State
from qianshan.mechanisms.cases.kernel.states import GOOD
from qianshan.mechanisms.cases.models import Case, CaseClock, Correction, Decision, Revision, Signature
from qianshan.mechanisms.cases.registry import PROCEDURES, procedure
from qianshan.mechanisms.cases.vocabulary import act_words, state_tone, state_words
from qianshan.mechanisms.words import N_, Words

PAGE = 50


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in a list."""

    code: str
    version: int
    procedure: Procedure
    title: str
    organisation_name: str
    organisation_uscc: str
    division_code: str
    authority_name: str
    state: str
    stage: int
    holder_id: int | None
    submitted_at: datetime
    closed_at: datetime | None
    due_on: date | None
    clock_key: str
    clock_article: str
    clock_length: int
    clock_unit: str
    provisional: bool
    waits_for: str
    summary: dict[str, int]
    result_key: str
    workdays: int | None

    @property
    def heading(self) -> Words:
        """Procedure and the name of what it is about."""
        if not self.title:
            return Words(self.procedure.title)
        return Words(N_("%(procedure)s: %(title)s"), procedure=Words(self.procedure.title), title=self.title)

    @property
    def state_words(self) -> Words:
        """The state for people."""
        return state_words(self.state)

    @property
    def tone(self) -> str:
        """The chip's tone."""
        return state_tone(self.state)

    @property
    def overdue(self) -> bool:
        """Whether the running period has passed."""
        return self.workdays is not None and self.workdays < 0


def _rows(found: QuerySet[Case], on: date) -> list[CaseRow]:
    newest = Revision.objects.filter(case=OuterRef("pk")).order_by("-number")
    running = CaseClock.objects.filter(case=OuterRef("pk"), ended_on=None)
    rows = found.select_related("organisation", "authority").annotate(
        counts=Subquery(newest.values("summary")[:1]),
        c_key=Subquery(running.values("key")[:1]),
        c_article=Subquery(running.values("article")[:1]),
        c_length=Subquery(running.values("length")[:1]),
        c_unit=Subquery(running.values("unit")[:1]),
        c_provisional=Subquery(running.values("provisional")[:1]),
        c_waits=Subquery(running.values("waits_for")[:1]),
    )
    return [
        CaseRow(
            code=row.code,
            version=row.version,
            procedure=procedure(row.procedure),
            title=row.title,
            organisation_name=row.organisation.name,
            organisation_uscc=row.organisation.uscc,
            division_code=row.organisation.division_code,
            authority_name=row.authority.name,
            state=row.state,
            stage=row.stage,
            holder_id=row.holder_id,
            submitted_at=row.submitted_at,
            closed_at=row.closed_at,
            due_on=row.due_on,
            clock_key=row.c_key or "",
            clock_article=row.c_article or "",
            clock_length=row.c_length or 0,
            clock_unit=row.c_unit or "",
            provisional=bool(row.c_provisional),
            waits_for=row.c_waits or "",
            summary=row.counts or {},
            result_key=row.result_key,
            workdays=workdays_left(on, row.due_on) if row.due_on else None,
        )
        for row in rows
    ]


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
        return _rows(rows.order_by(*order)[:limit], on)
    start = (max(wanted.page, 1) - 1) * PAGE
    return _rows(rows.order_by(*order)[start : start + PAGE + 1], on)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One deed in a case's history."""

    at: datetime
    words: Words
    person_id: int | None
    who: str
    as_org_id: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything of one case."""

    row: CaseRow
    case_id: int
    organisation_id: int
    authority_id: int
    round: int
    proposal: str
    held_at: datetime | None
    holder_name: str
    accepted_on: date | None
    extended_by: str
    revisions: list[Revision]
    clocks: list[CaseClock]
    correction: Correction | None
    signatures: list[Signature]
    decision: Decision | None
    history: list[HistoryLine]
    names: dict[int, str]

    @property
    def procedure(self) -> Procedure:
        """Its declaration."""
        return self.row.procedure

    @property
    def last(self) -> Revision:
        """What was sent last."""
        return self.revisions[-1]

    @property
    def is_open(self) -> bool:
        """Whether it is undecided."""
        return State(self.row.state) in OPEN

    def changed_fields(self) -> set[str]:
        """Fields and slots in which the last revision differs from the one before."""
        if len(self.revisions) < 2:  # noqa: PLR2004  (two are needed to differ)
            return set()
        before, now = self.revisions[-2], self.revisions[-1]
        pairs = ((before.values, now.values), (before.documents, now.documents))
        return {key for old, new in pairs for key in {*old, *new} if old.get(key) != new.get(key)}


def case_file(code: str, *, on: date, **owner: int) -> CaseFile:
    """One case whole; `authority_id` or `organisation_id` says whose it must be.

    Raises:
        NotFound: no such case, or not theirs.
    """
    found = Case.objects.filter(code=code, **owner)
    rows = _rows(found, on)
    if not rows:
        raise NotFound(Words(N_("There is no such case: %(code)s."), code=code))
    case = found.get()
    lines = acts_on(SUBJECT, code)
    signatures = list(case.signatures.order_by("pk"))
    correction = Correction.objects.filter(case=case).first()
    decision = Decision.objects.filter(case=case).first()
    people = {line.person_id for line in lines if line.person_id}
    people |= {one.person_id for one in signatures} | ({case.holder_id} if case.holder_id else set())
    names = staff_names(sorted(people))
    return CaseFile(
        row=rows[0],
        case_id=case.pk,
        organisation_id=case.organisation_id,
        authority_id=case.authority_id,
        round=case.round,
        proposal=case.proposal,
        held_at=case.held_at,
        holder_name=names.get(case.holder_id or 0, ""),
        accepted_on=case.accepted_on,
        extended_by=case.extended_by,
        revisions=list(case.revisions.order_by("number")),
        clocks=list(case.clocks.order_by("pk")),
        correction=correction,
        signatures=signatures,
        decision=decision,
        history=[_line(line, names) for line in lines],
        names=names,
    )


def _line(line: ActLine, names: dict[int, str]) -> HistoryLine:
    who = names.get(line.person_id or 0, "")
    return HistoryLine(line.at, act_words(line.command), line.person_id, who, line.as_org_id, line.reason)


def cases_of(organisation_id: int, *, on: date, procedure_key: str = "", limit: int = 50) -> list[CaseRow]:
    """An organisation's cases, the newest first."""
    rows = Case.objects.filter(organisation_id=organisation_id)
    if procedure_key:
        rows = rows.filter(procedure=procedure_key)
    return _rows(rows.order_by("-pk")[:limit], on)


def waiting_for_applicant(organisation_id: int, *, on: date) -> list[CaseRow]:
    """An organisation's cases that wait for it, what runs out first on top: for its page of the day."""
    rows = Case.objects.filter(organisation_id=organisation_id, state=State.RETURNED)
    return _rows(rows.order_by("due_on", "pk"), on)


@dataclass(frozen=True, slots=True)
class PublicDecision:
    """A decision that everyone may read: never its form, never a person."""

    case_code: str
    procedure: Procedure
    title: str
    organisation_name: str
    organisation_uscc: str
    authority_name: str
    number: str
    result_key: str
    submitted_on: date
    decided_on: date


def public_decisions(*, procedure_key: str = "", text: str = "", page: int = 1) -> list[PublicDecision]:
    """Filings and grants of public procedures, the newest first; one row more than a page holds."""
    shown = [key for key, declared in PROCEDURES.items() if declared.public]
    rows = Decision.objects.filter(outcome__in=GOOD, case__procedure__in=shown)
    if procedure_key:
        rows = rows.filter(case__procedure=procedure_key)
    if text:
        rows = rows.filter(
            Q(case__organisation__name__icontains=text) | Q(number=text) | Q(case__result_key=text)
        )
    start = (max(page, 1) - 1) * PAGE
    found = rows.select_related("case__organisation", "authority").order_by("-pk")[start : start + PAGE + 1]
    return [
        PublicDecision(
            case_code=row.case.code,
            procedure=procedure(row.case.procedure),
            title=row.case.title,
            organisation_name=row.case.organisation.name,
            organisation_uscc=row.case.organisation.uscc,
            authority_name=row.authority.name,
            number=row.number,
            result_key=row.case.result_key,
            submitted_on=date_of(row.case.submitted_at),
            decided_on=date_of(row.decided_at),
        )
        for row in found
    ]


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
    from django.db.models import Count, F

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
