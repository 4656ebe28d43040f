"""What the finance department's system gives back: read by the worker, compared with what was asked, recorded.

A receipt that is not what was asked for is a difference for the charity, and is not shown as issued.
"""

from collections.abc import Mapping

from qianshan.charities.api import charity
from qianshan.giving.commands.receipts import (
    REQUEST,
    REVERSAL_SUFFIX,
    SYSTEM,
    Issued,
    fail_request,
    record_receipt,
    record_reversal,
)
from qianshan.giving.models import ReceiptRequest
from qianshan.giving.queries.payloads import issue_payload, reversal_payload
from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.documents.api import our_paper
from qianshan.mechanisms.exchange.api import Arrival, BadFile, note_difference, on_arrival, on_sent
from qianshan.outside.fiscal_receipts.files import FiscalResult, ResultState, disagreements, read_result
from qianshan.outside.fiscal_receipts.transport import RESULT

_PERSONAL = {"payer"}


@on_sent(SYSTEM, REQUEST)
def request_sent(*, key: str, their_ref: str, refusal: str, by: Actor) -> None:
    """The system took a request, or refused its file."""
    row = ReceiptRequest.objects.filter(number=key.removesuffix(REVERSAL_SUFFIX)).first()
    if refusal and row is not None:
        fail_request(request_id=row.pk, reason=refusal, by=by)


@on_arrival(SYSTEM, RESULT)
def result_came(arrival: Arrival, by: Actor) -> None:
    """Record a receipt or a reversal, or why there is none.

    Raises:
        BadFile: the package breaks its format, or answers a request that nobody made.
    """
    result = read_result(arrival.content)
    red = result.request.endswith(REVERSAL_SUFFIX)
    row = (
        ReceiptRequest.objects.select_related("gift")
        .filter(number=result.request.removesuffix(REVERSAL_SUFFIX))
        .first()
    )
    if row is None:
        raise BadFile("a request that nobody made")
    if result.state is ResultState.REFUSED:
        fail_request(request_id=row.pk, reason=f"{result.reason_code} {result.reason}", by=by)
        return
    wrong = disagreements(reversal_payload(row.pk) if red else issue_payload(row.pk), result)
    if wrong:
        _differs(row, wrong, by)
        return
    (record_reversal if red else record_receipt)(request_id=row.pk, issued=_issued(result), by=by)


def _issued(result: FiscalResult) -> Issued:
    if result.issued_on is None:
        raise BadFile("the receipt has no day")
    return Issued(
        result.code,
        result.number,
        result.check_code,
        result.issued_on,
        our_paper(result.pdf, name=f"{result.code}-{result.number}.pdf"),
        our_paper(result.xml, name=f"{result.code}-{result.number}.xml", kind="xml"),
    )


def _differs(row: ReceiptRequest, wrong: list[tuple[str, str, str]], by: Actor) -> None:
    owner = charity(row.gift.charity_id, on=by.date).organisation_id
    for field, asked, found in wrong:
        shown: Mapping[str, str] = (
            {"ours": "…", "theirs": "…"} if field in _PERSONAL else {"ours": asked, "theirs": found}
        )
        note_difference(
            about=(SYSTEM, "receipt", row.number, field),
            ours=shown["ours"],
            theirs=shown["theirs"],
            owner_org_id=owner,
            by=by,
        )
