"""Writing a decision: number, reasons, articles, remedies, service, effect, log. Used by both kinds."""

from dataclasses import dataclass

from qianshan.mechanisms.acts.api import Actor, BadInput
from qianshan.mechanisms.cases.clocks import stop_clock
from qianshan.mechanisms.cases.commands.number import next_document_number
from qianshan.mechanisms.cases.desk import keep, last_revision
from qianshan.mechanisms.cases.kernel import Procedure, State
from qianshan.mechanisms.cases.kernel.procedure import Sent
from qianshan.mechanisms.cases.kernel.states import GOOD
from qianshan.mechanisms.cases.models import Case, Decision
from qianshan.mechanisms.cases.tell import tell_applicant
from qianshan.mechanisms.translog.api import add_leaves
from qianshan.mechanisms.words import N_, Words

PLATFORM = "platform"
POST = "post"
BY_HAND = "by_hand"
SERVICE_WAYS = (PLATFORM, POST, BY_HAND)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the deciding officer writes: reasons, and how the paper reaches the applicant."""

    reasons: str
    service_way: str = PLATFORM


def fit(ruling: Ruling, *, reasons_needed: bool) -> None:
    """Hold a ruling against what every decision needs.

    Raises:
        BadInput: no reasons where they are needed, or an unknown way of service.
    """
    if reasons_needed and not ruling.reasons.strip():
        raise BadInput(Words(N_("A decision against the applicant gives its reasons.")), field="reasons")
    if ruling.service_way not in SERVICE_WAYS:
        raise BadInput(
            Words(N_("Unknown way of service: %(way)s."), way=ruling.service_way),
            field="service_way",
            value=ruling.service_way,
        )


def close_case(row: Case, declared: Procedure, ruling: Ruling, by: Actor) -> Decision:
    """Write the decision of a case whose state is final already, carry out its effect, and tell everyone."""
    revision = last_revision(row)
    good = State(row.state) in GOOD
    number = next_document_number(row, declared.word, by.date.year)
    if good:
        row.result_key = declared.effect(
            sent=Sent(
                code=row.code,
                organisation_id=row.organisation_id,
                authority_id=row.authority_id,
                values=revision.values,
                documents=revision.documents,
                decision_number=number,
            ),
            by=by,
        )
    decision = Decision.objects.create(
        case=row,
        revision=revision,
        authority_id=row.authority_id,
        outcome=row.state,
        number=number,
        reasons=ruling.reasons.strip(),
        articles=list(declared.articles),
        remedies=[] if good else list(declared.remedies),
        decided_by_id=by.person_id or 0,
        decided_at=by.at,
        served_on=by.date,
        service_way=ruling.service_way,
    )
    stop_clock(row, on=by.date)
    row.closed_at = by.at
    row.holder_id, row.held_at = None, None
    keep(row, "state", "decision")
    add_leaves(
        "cases.decision",
        [
            (
                row.code,
                {
                    "procedure": row.procedure,
                    "outcome": row.state,
                    "number": number,
                    "result": row.result_key,
                },
            )
        ],
    )
    tell_applicant(row, "decided", by)
    return decision
