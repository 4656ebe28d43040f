"""Filing: complete means recorded and published the same day; it is never a permission."""

from qianshan.mechanisms.acts.api import Actor, WrongState, command
from qianshan.mechanisms.calendar.clock import date_of
from qianshan.mechanisms.cases.commands.closing import Ruling, close_case, fit
from qianshan.mechanisms.cases.desk import advance, at_desk, last_revision
from qianshan.mechanisms.cases.findings import findings
from qianshan.mechanisms.cases.kernel import Verb
from qianshan.mechanisms.cases.models import Correction
from qianshan.mechanisms.words import N_, Words


@command("cases.case.file")
def file_case(*, code: str, version: int, ruling: Ruling, by: Actor) -> str:
    """Record and publish a complete filing; returns its public number.

    The checks run again on the day of sending: the applicant filed in time or not on that day,
    whatever the office needed.

    Raises:
        NotFound, NotAllowed, CaseChanged, NotTheHolder: see `at_desk`.
        WrongState: it is not waiting for the authority.
        ChecksFailed: a blocking check of verified law fails.
    """
    row, declared = at_desk(code, version, "case.handle", by)
    fit(ruling, reasons_needed=False)
    advance(row, Verb.FILE)
    sent = last_revision(row)
    applicant = declared.applicant(row.organisation_id, by.date)
    findings(declared, applicant, sent.values, sent.documents, date_of(sent.sent_at)).required()
    close_case(row, declared, ruling, by)
    return row.result_key


@command("cases.case.refuse_filing")
def refuse_filing(*, code: str, version: int, ruling: Ruling, by: Actor) -> str:
    """Not record a filing that was corrected and still lacks what was told; with reasons and remedies.

    Returns the document number.

    Raises:
        NotFound, NotAllowed, CaseChanged, NotTheHolder: see `at_desk`.
        WrongState: it is not waiting for the authority, or its defects were never told.
        BadInput: no reasons.
    """
    row, declared = at_desk(code, version, "case.handle", by)
    if not Correction.objects.filter(case=row).exists():
        raise WrongState(Words(N_("First tell all defects and let them be corrected.")))
    fit(ruling, reasons_needed=True)
    advance(row, Verb.REFUSE_FILING)
    return close_case(row, declared, ruling, by).number
