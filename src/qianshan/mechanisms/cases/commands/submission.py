"""The applicant's side: send, send the correction, withdraw."""

from django.db.models import Max

from qianshan.mechanisms.access.api import may
from qianshan.mechanisms.acts.api import Actor, NotFound, WrongState, command
from qianshan.mechanisms.cases.clocks import start_clock, stop_clock
from qianshan.mechanisms.cases.desk import advance, keep, locked
from qianshan.mechanisms.cases.drafts import DraftView, none_open
from qianshan.mechanisms.cases.findings import findings, gaps, summary
from qianshan.mechanisms.cases.kernel import OPEN, State, Values, Verb, parse
from qianshan.mechanisms.cases.models import Case, Draft, Revision
from qianshan.mechanisms.cases.refusals import FormIncomplete
from qianshan.mechanisms.codes.kernel.public import new_code
from qianshan.mechanisms.words import N_, Words


def _checked(draft: DraftView, by: Actor) -> tuple[Values, dict[str, int], int]:
    """Values, findings counted, and the authority; refuses what is incomplete or blocked."""
    applicant = draft.procedure.applicant(draft.organisation_id, by.date)
    values, wrong = parse(draft.procedure.steps, draft.typed, applicant.choices)
    errors = {
        **wrong,
        **{
            key: gap
            for key, gap in gaps(draft.procedure, values, draft.documents).items()
            if key not in wrong
        },
    }
    if errors:
        raise FormIncomplete(errors)
    found = findings(draft.procedure, applicant, values, draft.documents, by.date).required()
    return values, summary(found), applicant.authority_id


def _take(code: str, by: Actor) -> DraftView:
    """The draft, locked with all of its organisation's: two clicks send one case, and two drafts follow each other."""
    from qianshan.mechanisms.cases.drafts import draft

    mine = Draft.objects.select_for_update().filter(organisation_id=by.as_org_id or 0).order_by("pk")
    if code not in list(mine.values_list("code", flat=True)):
        raise NotFound(Words(N_("There is no such draft: %(code)s."), code=code))
    return draft(code, by=by)


def _send(case: Case, draft: DraftView, values: Values, counts: dict[str, int], by: Actor) -> None:
    number = (case.revisions.aggregate(Max("number"))["number__max"] or 0) + 1
    Revision.objects.create(
        case=case,
        number=number,
        values=values,
        documents=draft.documents,
        summary=counts,
        sent_by_id=by.person_id or 0,
        sent_at=by.at,
    )
    Draft.objects.filter(code=draft.code).delete()
    title = values.get(draft.procedure.title_from)
    case.title = str(title or "")[:120]


@command("cases.case.submit")
def submit(*, draft_code: str, by: Actor) -> str:
    """Send a draft to the authority; returns the code of the new case. Locks the draft.

    The clock of the authority's answer starts today; today is not counted.

    Raises:
        NotFound: no such draft of this organisation.
        NotAllowed: the actor, or the organisation, may not start this procedure.
        FormIncomplete: answers or documents are missing or cannot be read.
        ChecksFailed: a blocking check failed; carries all findings.
    """
    draft = _take(draft_code, by)
    if draft.case_code:
        raise WrongState(Words(N_("This draft corrects the case %(code)s."), code=draft.case_code))
    none_open(draft.procedure, draft.organisation_id)
    values, counts, authority_id = _checked(draft, by)
    case = Case.objects.create(
        code=new_code("BA"),
        procedure=draft.procedure.key,
        organisation_id=draft.organisation_id,
        authority_id=authority_id,
        state=State.SUBMITTED,
        submitted_by_id=by.person_id or 0,
        submitted_at=by.at,
    )
    _send(case, draft, values, counts, by)
    start_clock(case, draft.procedure.answer, waits_for="authority", on=by.date)
    keep(case, "state")
    return case.code


@command("cases.case.resubmit")
def resubmit(*, draft_code: str, by: Actor) -> str:
    """Send the correction of a returned case as its next revision. Locks draft and case.

    Raises:
        NotFound, FormIncomplete, ChecksFailed: as `submit`.
        WrongState: the case is not waiting for a correction.
    """
    draft = _take(draft_code, by)
    case = locked(draft.case_code, organisation_id=by.as_org_id or 0)
    advance(case, Verb.SUBMIT)
    values, counts, _authority = _checked(draft, by)
    _send(case, draft, values, counts, by)
    case.submitted_by_id = by.person_id or 0
    start_clock(case, draft.procedure.answer, waits_for="authority", on=by.date)
    keep(case, "state")
    return case.code


@command("cases.case.withdraw")
def withdraw(*, code: str, version: int, reason: str, by: Actor) -> None:
    """Take an undecided case back; what was sent stays in its history.

    Raises:
        NotFound: no such case of this organisation.
        NotAllowed: the actor may not start this procedure, hence not end it.
        WrongState: it is decided already, or changed meanwhile.
    """
    from qianshan.mechanisms.cases.registry import procedure

    case = locked(code, organisation_id=by.as_org_id or 0)
    may(by, procedure(case.procedure).start, case.organisation_id).required()
    if case.state not in OPEN or case.version != version:
        raise WrongState(Words(N_("The case was decided or changed meanwhile; look at it again.")))
    advance(case, Verb.WITHDRAW)
    stop_clock(case, on=by.date)
    case.closed_at = by.at
    Draft.objects.filter(case_code=code).delete()
    keep(case, "state")
