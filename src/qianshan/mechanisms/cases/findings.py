"""Running a procedure's checks over a form, half-filled or whole."""

from collections.abc import Mapping
from datetime import date

from qianshan.mechanisms.cases.kernel import Applicant, Procedure, Values, missing
from qianshan.mechanisms.cases.kernel.form import missing_slots
from qianshan.mechanisms.law.kernel import Findings, Outcome, run_checks
from qianshan.mechanisms.words import N_, Words


def findings(
    declared: Procedure, applicant: Applicant, values: Values, documents: Mapping[str, int], on: date
) -> Findings:
    """What the procedure's checks say of these values on this day."""
    return run_checks(declared.checks, declared.facts(applicant, values, documents, on))


def gaps(declared: Procedure, values: Values, documents: Mapping[str, int]) -> dict[str, Words]:
    """Required answers and documents that are missing, by key, in the order of the form."""
    empty = {
        field.key: Words(N_("“%(field)s” is not filled in."), field=Words(field.label))
        for field in missing(declared.steps, values)
    }
    papers = {
        slot.key: Words(N_("The document “%(slot)s” is missing."), slot=Words(slot.title))
        for slot in missing_slots(declared.steps, values, documents)
    }
    return {**empty, **papers}


def summary(found: Findings) -> dict[str, int]:
    """How many checks ended how, for lists."""
    return {outcome.value: sum(1 for f in found.all if f.outcome is outcome) for outcome in Outcome}
