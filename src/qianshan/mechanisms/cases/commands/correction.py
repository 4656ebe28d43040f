"""Return a case once, with all its defects; close it when the correction does not come."""

from dataclasses import dataclass
from datetime import date

from qianshan.mechanisms.acts.api import Actor, BadInput, WrongState, command
from qianshan.mechanisms.cases.clocks import start_clock, stop_clock
from qianshan.mechanisms.cases.desk import advance, at_desk, keep, last_revision, locked
from qianshan.mechanisms.cases.kernel import Procedure, State, Verb
from qianshan.mechanisms.cases.models import Case, Correction, Draft
from qianshan.mechanisms.cases.tell import tell_applicant
from qianshan.mechanisms.words import N_, Words

MAX_DEFECTS = 40


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing to correct: the field, slot or check it is about, and what to do, in the officer's words."""

    target: str
    words: str


def _fit(declared: Procedure, defects: list[Defect]) -> None:
    if not defects or len(defects) > MAX_DEFECTS:
        raise BadInput(
            Words(N_("Name at least one defect, and all of them: a case is returned once.")), field="defects"
        )
    for defect in defects:
        if not defect.words.strip():
            raise BadInput(Words(N_("Say of each defect what is to be done.")), field="defects")
        if defect.target and declared.step_of(defect.target) is None and "." not in defect.target:
            raise BadInput(
                Words(N_("The form has no field %(target)s."), target=defect.target),
                field="defects",
                value=defect.target,
            )


@command("cases.case.return")
def return_case(*, code: str, version: int, defects: list[Defect], by: Actor) -> date:
    """Tell all defects at once; the applicant's clock starts today. Returns its last day.

    Raises:
        NotFound, NotAllowed, CaseChanged, NotTheHolder: see `at_desk`.
        WrongState: it was returned once already: what was not told then is no longer held against it.
        BadInput: no defect, or one without words.

    Source: 59号令 art 11 (told at once; ten days); 行政许可法 art 32 (all at once).
    """
    row, declared = at_desk(code, version, "case.handle", by)
    if Correction.objects.filter(case=row).exists():
        raise WrongState(
            Words(N_("This case was returned once already. Decide on what was corrected, with reasons."))
        )
    _fit(declared, defects)
    advance(row, Verb.RETURN)
    clock = start_clock(row, declared.correction, waits_for="applicant", on=by.date)
    Correction.objects.create(
        case=row,
        revision=last_revision(row),
        defects=[{"target": defect.target, "words": defect.words.strip()} for defect in defects],
        by_id=by.person_id or 0,
        told_at=by.at,
        due_on=clock.due_on,
    )
    keep(row, "state")
    tell_applicant(row, "returned", by)
    return clock.due_on


def lapsed_codes(on: date) -> list[str]:
    """Cases whose correction did not come by its last day."""
    rows = Case.objects.filter(state=State.RETURNED, due_on__lt=on).order_by("pk")
    return list(rows.values_list("code", flat=True)[:500])


@command("cases.case.lapse")
def lapse_case(*, code: str, by: Actor) -> None:
    """Close a case whose correction period has passed. The day after the last day, by a job.

    Raises:
        WrongState: it is not waiting for a correction, or its period runs on.
    """
    row = locked(code)
    if row.due_on is None or row.due_on >= by.date:
        raise WrongState(Words(N_("The period for the correction has not passed.")))
    advance(row, Verb.LAPSE)
    stop_clock(row, on=by.date)
    row.closed_at = by.at
    row.holder_id = None
    Draft.objects.filter(case_code=code).delete()
    keep(row, "state")
    tell_applicant(row, "lapsed", by)
