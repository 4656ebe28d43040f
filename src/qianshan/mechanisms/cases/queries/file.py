"""One case whole."""

from dataclasses import dataclass
from datetime import date, datetime

from qianshan.mechanisms.access.api import staff_names
from qianshan.mechanisms.acts.api import ActLine, NotFound, acts_on
from qianshan.mechanisms.cases.desk import SUBJECT
from qianshan.mechanisms.cases.kernel import OPEN, Procedure, State
from qianshan.mechanisms.cases.models import Case, CaseClock, Correction, Decision, Revision, Signature
from qianshan.mechanisms.cases.queries.rows import CaseRow, case_rows
from qianshan.mechanisms.cases.vocabulary import act_words
from qianshan.mechanisms.words import N_, Words


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
    rows = case_rows(found, on)
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
