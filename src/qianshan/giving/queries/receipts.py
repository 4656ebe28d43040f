"""Receipts of a gift."""

from dataclasses import dataclass
from datetime import date, datetime

from qianshan.giving.models import Receipt, ReceiptRequest
from qianshan.giving.types import ReceiptState


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """A receipt request and, once issued, its receipt."""

    request_id: int
    request_number: str
    state: str
    amount_fen: int
    asked_at: datetime
    failure: str
    code: str
    number: str
    check_code: str
    issued_on: date | None
    pdf_file_id: int | None


def receipts_of(gift_id: int) -> list[ReceiptView]:
    """Requests of a gift with their receipts, newest first."""
    rows = ReceiptRequest.objects.filter(gift_id=gift_id).prefetch_related("receipts").order_by("-id")
    return [_view(row) for row in rows]


def _view(row: ReceiptRequest) -> ReceiptView:
    first: Receipt | None = next((one for one in row.receipts.all() if one.reverses_id is None), None)
    return ReceiptView(
        row.pk,
        row.number,
        row.state,
        row.amount_fen,
        row.asked_at,
        row.failure,
        first.code if first else "",
        first.number if first else "",
        first.check_code if first else "",
        first.issued_on if first else None,
        first.pdf_file_id if first else None,
    )


def failed_requests(charity_id: int) -> list[ReceiptView]:
    """Refused requests of a charity's gifts, oldest first."""
    rows = ReceiptRequest.objects.filter(gift__charity_id=charity_id, state=ReceiptState.FAILED.value)
    return [_view(row) for row in rows.prefetch_related("receipts").order_by("id")[:200]]


def check_receipt(code: str, number: str, check_code: str, amount_fen: int) -> ReceiptView | None:
    """A receipt by all four together, or nothing: never found by less."""
    row = Receipt.objects.filter(
        code=code, number=number, check_code=check_code, amount_fen=amount_fen, reverses__isnull=True
    ).first()
    return _view(row.request) if row else None
