"""Application: accept; then 承办 proposes, 审核 agrees, 审批 decides, each another person."""

from qianshan.mechanisms.acts.api import Actor, BadInput, WrongState, command
from qianshan.mechanisms.calendar.clock import date_of
from qianshan.mechanisms.cases.clocks import extend_clock, start_clock
from qianshan.mechanisms.cases.commands.closing import Ruling, close_case, fit
from qianshan.mechanisms.cases.desk import advance, at_desk, keep, last_revision
from qianshan.mechanisms.cases.findings import findings
from qianshan.mechanisms.cases.kernel import Procedure, State, Verb
from qianshan.mechanisms.cases.models import Case, Signature
from qianshan.mechanisms.cases.refusals import SamePerson
from qianshan.mechanisms.cases.registry import procedure
from qianshan.mechanisms.cases.tell import tell_applicant
from qianshan.mechanisms.words import N_, Words

GRANT = "grant"
REFUSE = "refuse"
BACK = "back"


def _sign(row: Case, declared: Procedure, verdict: str, opinion: str, by: Actor) -> None:
    """Put the actor's hand under this stage; a person signs once a round, whatever his posts."""
    if not opinion.strip():
        raise BadInput(Words(N_("Each hand gives its opinion.")), field="opinion")
    if row.signatures.filter(round=row.round, person_id=by.person_id or 0).exists():
        raise SamePerson(
            Words(N_("You signed this case already; handling, review and approval are three persons."))
        )
    Signature.objects.create(
        case=row,
        revision=last_revision(row),
        round=row.round,
        stage=declared.chain[row.stage].key,
        person_id=by.person_id or 0,
        verdict=verdict,
        opinion=opinion.strip(),
        at=by.at,
    )


def _capability(code: str) -> str:
    """The capability of the stage at which the case stands; that of the first when it cannot be told."""
    found = Case.objects.filter(code=code).values_list("procedure", "stage").first()
    if found is None:
        return "case.handle"
    return procedure(found[0]).chain[found[1]].capability


@command("cases.case.accept")
def accept_case(*, code: str, version: int, by: Actor) -> None:
    """Accept an application (受理): the clock of the decision starts; today is not counted.

    Raises:
        NotFound, NotAllowed, CaseChanged, NotTheHolder: see `at_desk`.
        WrongState: it is not waiting for acceptance.
    """
    row, declared = at_desk(code, version, "case.handle", by)
    advance(row, Verb.ACCEPT)
    if declared.decision is None:
        raise WrongState(Words(N_("A filing is not accepted, it is filed.")))
    start_clock(row, declared.decision, waits_for="authority", on=by.date)
    row.accepted_on = by.date
    keep(row, "state")
    tell_applicant(row, "accepted", by)


@command("cases.case.refuse_acceptance")
def refuse_acceptance(*, code: str, version: int, ruling: Ruling, by: Actor) -> str:
    """Not accept an application that is not this authority's, or was not completed; returns the number.

    Raises:
        NotFound, NotAllowed, CaseChanged, NotTheHolder: see `at_desk`.
        BadInput: no reasons.
    """
    row, declared = at_desk(code, version, "case.handle", by)
    fit(ruling, reasons_needed=True)
    advance(row, Verb.REFUSE_ACCEPTANCE)
    return close_case(row, declared, ruling, by).number


@command("cases.case.propose")
def propose(*, code: str, version: int, verdict: str, opinion: str, by: Actor) -> None:
    """The case officer (承办) proposes to grant or to refuse.

    Raises:
        NotFound, NotAllowed, CaseChanged, NotTheHolder: see `at_desk`.
        WrongState: it is not being handled.
        SamePerson: he signed in this round.
        ChecksFailed: a grant is proposed while a blocking check fails.
        BadInput: neither grant nor refuse, or no opinion.
    """
    row, declared = at_desk(code, version, "case.handle", by)
    if verdict not in (GRANT, REFUSE):
        raise BadInput(Words(N_("Propose to grant or to refuse.")), field="verdict", value=verdict)
    advance(row, Verb.PROPOSE)
    if verdict == GRANT:
        _still_in_order(row, declared, by)
    _sign(row, declared, verdict, opinion, by)
    row.stage, row.proposal = 1, verdict
    row.holder_id, row.held_at = None, None
    keep(row, "state")


def _still_in_order(row: Case, declared: Procedure, by: Actor) -> None:
    sent = last_revision(row)
    applicant = declared.applicant(row.organisation_id, by.date)
    findings(declared, applicant, sent.values, sent.documents, date_of(sent.sent_at)).required()


@command("cases.case.sign")
def sign(*, code: str, version: int, opinion: str, by: Actor) -> None:
    """A hand between the first and the last (审核) agrees with the proposal.

    Raises:
        NotFound, NotAllowed, CaseChanged, NotTheHolder: see `at_desk`.
        WrongState: nothing is proposed, or only the deciding hand is left.
        SamePerson: he signed in this round.
    """
    row, declared = at_desk(code, version, _capability(code), by)
    advance(row, Verb.SIGN)
    if row.stage >= len(declared.chain) - 1:
        raise WrongState(Words(N_("Only the deciding hand is left.")))
    _sign(row, declared, row.proposal, opinion, by)
    row.stage += 1
    row.holder_id, row.held_at = None, None
    keep(row, "stage")


@command("cases.case.send_back")
def send_back(*, code: str, version: int, opinion: str, by: Actor) -> None:
    """Reviewer or deciding officer send a proposal back to the case officer; a new round begins.

    Raises:
        NotFound, NotAllowed, CaseChanged, NotTheHolder: see `at_desk`.
        WrongState: nothing is proposed.
        SamePerson: he signed in this round.
    """
    row, declared = at_desk(code, version, _capability(code), by)
    advance(row, Verb.SEND_BACK)
    _sign(row, declared, BACK, opinion, by)
    row.round += 1
    row.stage, row.proposal = 0, ""
    row.holder_id, row.held_at = None, None
    keep(row, "state")


@command("cases.case.decide")
def decide(*, code: str, version: int, ruling: Ruling, by: Actor) -> str:
    """The deciding officer (审批) carries out the proposal; returns the document number.

    Raises:
        NotFound, NotAllowed, CaseChanged, NotTheHolder: see `at_desk`.
        WrongState: a hand before this one is missing.
        SamePerson: he signed in this round.
        ChecksFailed: it is to be granted while a blocking check fails.
        BadInput: a refusal without reasons.
    """
    row, declared = at_desk(code, version, _capability(code), by)
    if State(row.state) is State.PROPOSED and row.stage != len(declared.chain) - 1:
        raise WrongState(Words(N_("The review is missing; approval comes after it.")))
    granted = row.proposal == GRANT
    fit(ruling, reasons_needed=not granted)
    advance(row, Verb.GRANT if granted else Verb.REFUSE)
    if granted:
        _still_in_order(row, declared, by)
    _sign(row, declared, row.proposal, ruling.reasons or "同意", by)
    return close_case(row, declared, ruling, by).number


@command("cases.case.extend")
def extend(*, code: str, version: int, approval_number: str, by: Actor) -> None:
    """Lengthen the period of the decision, once, on the approval that the law asks for.

    Raises:
        NotFound, NotAllowed, CaseChanged, NotTheHolder: see `at_desk`.
        WrongState: it knows no extension, was extended already, or is not accepted.
        BadInput: no number of the approval.

    Source: CL art 10 (only with the ministry's approval, at most 60 days).
    """
    row, declared = at_desk(code, version, "case.approve", by)
    if not approval_number.strip():
        raise BadInput(Words(N_("Give the number of the approval.")), field="approval_number")
    if declared.extension is None or row.extended_by:
        raise WrongState(Words(N_("This period cannot be extended, or was extended already.")))
    advance(row, Verb.EXTEND)
    extend_clock(row, declared.extension, on=by.date)
    row.extended_by = approval_number.strip()
    keep(row, "due_on", "extended_by")
    tell_applicant(row, "extended", by)
