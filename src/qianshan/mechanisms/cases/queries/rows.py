"""A case as a row of a list, with its running clock and the counts of its last findings."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, QuerySet, Subquery

from qianshan.mechanisms.calendar.kernel import workdays_left
from qianshan.mechanisms.cases.kernel import Procedure, State
from qianshan.mechanisms.cases.models import Case, CaseClock, Revision
from qianshan.mechanisms.cases.registry import procedure
from qianshan.mechanisms.cases.vocabulary import state_tone, state_words
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


def case_rows(found: QuerySet[Case], on: date) -> list[CaseRow]:
    """These cases as rows, in their order, in one query."""
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


def cases_of(organisation_id: int, *, on: date, procedure_key: str = "", limit: int = 50) -> list[CaseRow]:
    """An organisation's cases, the newest first."""
    rows = Case.objects.filter(organisation_id=organisation_id)
    if procedure_key:
        rows = rows.filter(procedure=procedure_key)
    return case_rows(rows.order_by("-pk")[:limit], on)


def waiting_for_applicant(organisation_id: int, *, on: date) -> list[CaseRow]:
    """An organisation's cases that wait for it, what runs out first on top: for its page of the day."""
    rows = Case.objects.filter(organisation_id=organisation_id, state=State.RETURNED)
    return case_rows(rows.order_by("due_on", "pk"), on)
