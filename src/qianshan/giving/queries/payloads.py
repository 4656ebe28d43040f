"""What a receipt request says to the finance department's system (read by jobs only: it opens sealed names)."""

from datetime import date

from qianshan.charities.api import charity
from qianshan.fundraising.api import project_by_id
from qianshan.giving.commands.ordering import PAYER_PURPOSE
from qianshan.giving.commands.receipts import REVERSAL_SUFFIX
from qianshan.giving.models import Booked, Receipt, ReceiptRequest
from qianshan.giving.types import PayerKind, ReceiptState
from qianshan.mechanisms.calendar.clock import date_of
from qianshan.mechanisms.sealed.api import unseal
from qianshan.outside.fiscal_receipts.files import request_payload

_ITEM = ("0101", "捐赠收入")


def wished_of_batch(batch_id: int) -> list[int]:
    """Requests that wait for the booking of this batch."""
    gifts = Booked.objects.filter(batch_id=batch_id).values("gift_id")
    rows = ReceiptRequest.objects.filter(gift_id__in=gifts, state=ReceiptState.WISHED.value)
    return list(rows.order_by("id").values_list("id", flat=True))


def issue_payload(request_id: int) -> dict[str, object]:
    """The request for a receipt."""
    row = _row(request_id)
    return request_payload(
        request=row.number,
        issuer=_issuer(row),
        payer=_payer(row),
        items=[(*_ITEM, row.amount_fen)],
        paid_on=_paid_on(row),
        remark=_remark(row),
    )


def reversal_payload(request_id: int) -> dict[str, object]:
    """The request for the red receipt of one that was issued."""
    row = _row(request_id)
    first = Receipt.objects.get(request=row, reverses__isnull=True)
    return request_payload(
        request=row.number + REVERSAL_SUFFIX,
        issuer=_issuer(row),
        payer=_payer(row),
        items=[(*_ITEM, row.amount_fen)],
        paid_on=_paid_on(row),
        remark=_remark(row),
        reverses={"code": first.code, "number": first.number, "check_code": first.check_code},
        reason="捐赠退回",
    )


def _row(request_id: int) -> ReceiptRequest:
    return ReceiptRequest.objects.select_related("gift").get(pk=request_id)


def _paid_on(row: ReceiptRequest) -> date:
    return date_of(Booked.objects.get(gift_id=row.gift_id).paid_at)


def _remark(row: ReceiptRequest) -> str:
    return f"{project_by_id(row.gift.project_id).name} {row.gift.code}"


def _issuer(row: ReceiptRequest) -> dict[str, str]:
    owner = charity(row.gift.charity_id, on=_paid_on(row))
    account = owner.account
    return {
        "uscc": owner.uscc,
        "name": owner.name,
        "account": account.number if account else "",
        "bank": account.bank_name if account else "",
    }


def _payer(row: ReceiptRequest) -> dict[str, object]:
    donor = row.gift.donor_id or 0
    number = row.payer_number_sealed
    return {
        "type": 1 if row.payer_kind == PayerKind.PERSON.value else 2,
        "name": unseal(donor, PAYER_PURPOSE, bytes(row.payer_sealed)),
        "code": unseal(donor, PAYER_PURPOSE, bytes(number)) if number else "",
        "email": "",
    }
