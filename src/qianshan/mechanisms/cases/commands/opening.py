"""A case that nobody applies for: opened by the platform when something happened."""

from qianshan.mechanisms.acts.api import Actor, command
from qianshan.mechanisms.cases.clocks import start_clock
from qianshan.mechanisms.cases.desk import keep
from qianshan.mechanisms.cases.findings import findings, summary
from qianshan.mechanisms.cases.kernel import State, Values
from qianshan.mechanisms.cases.models import Case, Revision
from qianshan.mechanisms.cases.registry import procedure
from qianshan.mechanisms.codes.kernel.public import new_code


@command("cases.case.open")
def open_case(*, procedure_key: str, organisation_id: int, values: Values, title: str, by: Actor) -> str:
    """Open a case about an organisation with its authority; returns its code. Called inside the act of its cause.

    It starts as if the organisation had sent it (nobody is its sender), with the clock of the
    authority's answer. Checks are counted and do not stop it.

    Raises:
        NotFound: nobody declared this procedure.
    """
    declared = procedure(procedure_key)
    applicant = declared.applicant(organisation_id, by.date)
    case = Case.objects.create(
        code=new_code("BA"),
        procedure=declared.key,
        organisation_id=organisation_id,
        authority_id=applicant.authority_id,
        title=title[:120],
        state=State.SUBMITTED,
        submitted_by_id=by.person_id or 0,
        submitted_at=by.at,
    )
    Revision.objects.create(
        case=case,
        number=1,
        values=values,
        documents={},
        summary=summary(findings(declared, applicant, values, {}, by.date)),
        sent_by_id=by.person_id or 0,
        sent_at=by.at,
    )
    start_clock(case, declared.answer, waits_for="authority", on=by.date)
    keep(case, "state")
    return case.code
