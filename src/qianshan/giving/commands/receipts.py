"""Receipts: asked of the finance department's system, recorded, reversed in red when a gift goes back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from qianshan.giving.models import Gift, GiftRefund, Receipt, ReceiptRequest
from qianshan.giving.types import ReceiptState, RefundStage
from qianshan.mechanisms.acts.api import Actor, command, subject
from qianshan.mechanisms.codes import new_code
from qianshan.mechanisms.documents.api import CleanFile, Seal, keep_file
from qianshan.mechanisms.exchange.api import send
from qianshan.mechanisms.translog.api import add_leaves

LEAF = "receipt.issued"
SYSTEM, REQUEST = "fiscal", "fiscal.request"
REVERSAL_SUFFIX = "-R"


@dataclass(frozen=True, slots=True)
class Issued:
    """What the finance department's system gave back, checked by its reader."""

    code: str
    number: str
    check_code: str
    issued_on: date
    pdf: CleanFile
    xml: CleanFile


@command("giving.receipt.send")
def send_request(*, request_id: int, payload: Mapping[str, object], by: Actor) -> bool:
    """Hand a request over to the finance department's system; False when it was handed over before."""
    row = _locked(request_id)
    if row.state not in {ReceiptState.WISHED.value, ReceiptState.REQUESTED.value}:
        return False
    _move(row, ReceiptState.SENT)
    send(system=SYSTEM, kind=REQUEST, key=row.number, payload=payload, by=by)
    return True


@command("giving.receipt.record")
def record_receipt(*, request_id: int, issued: Issued, by: Actor) -> bool:
    """Keep an issued receipt; False when it is known. If the gift went back meanwhile it is reversed at once."""
    row = _locked(request_id)
    if row.state != ReceiptState.SENT.value:
        return False
    receipt = _keep(row, issued, row.amount_fen, None, by)
    _move(row, ReceiptState.ISSUED)
    add_leaves(
        LEAF,
        [(row.number, {"request": row.number, "gift": row.gift.code, "amount_fen": receipt.amount_fen})],
    )
    if left_of(row.gift) != row.amount_fen:
        _start_reversal(row)
    return True


@command("giving.receipt.fail")
def fail_request(*, request_id: int, reason: str, by: Actor) -> None:
    """Note that the finance department refused; the charity sees why and may ask again."""
    row = _locked(request_id)
    if row.state == ReceiptState.SENT.value:
        row.failure = reason[:120]
        row.state = ReceiptState.FAILED.value
        row.save(update_fields=["state", "failure"])


@command("giving.receipt.ask_again")
def ask_again(*, request_id: int, by: Actor) -> bool:
    """Replace a failed request by a new one with the same fields; False when it has not failed."""
    row = _locked(request_id)
    if row.state != ReceiptState.FAILED.value:
        return False
    _move(row, ReceiptState.DROPPED)
    _renew(row, left_of(row.gift), by)
    return True


@command("giving.receipt.send_reversal")
def send_reversal(*, request_id: int, payload: Mapping[str, object], by: Actor) -> bool:
    """Ask for the red receipt of a reversed one; False when that is not due."""
    row = _locked(request_id)
    if row.state != ReceiptState.REVERSING.value:
        return False
    send(system=SYSTEM, kind=REQUEST, key=row.number + REVERSAL_SUFFIX, payload=payload, by=by)
    return True


@command("giving.receipt.record_reversal")
def record_reversal(*, request_id: int, issued: Issued, by: Actor) -> bool:
    """Keep the red receipt; what is left of the gift gets a new request. False when it is known."""
    row = _locked(request_id)
    if row.state != ReceiptState.REVERSING.value:
        return False
    first = Receipt.objects.get(request=row, reverses__isnull=True)
    _keep(row, issued, -first.amount_fen, first, by)
    _move(row, ReceiptState.REVERSED)
    left = left_of(row.gift)
    if left:
        _renew(row, left, by)
    return True


@command("giving.receipt.reverse_after_refund")
def reverse_after_refund(*, gift_id: int, by: Actor) -> None:
    """Reverse the receipt of a gift that went back, wholly or in part; a request not yet sent is lowered."""
    subject("giving.gift", gift_id, "receipt")
    row = (
        ReceiptRequest.objects.select_for_update(no_key=True, of=("self",))
        .select_related("gift")
        .filter(gift_id=gift_id)
        .exclude(state__in=[ReceiptState.REVERSED.value, ReceiptState.DROPPED.value])
        .first()
    )
    if row is None:
        return
    if row.state == ReceiptState.ISSUED.value:
        _start_reversal(row)
    elif row.state in {ReceiptState.WISHED.value, ReceiptState.REQUESTED.value, ReceiptState.FAILED.value}:
        _move(row, ReceiptState.DROPPED)
        left = left_of(row.gift)
        if left:
            _renew(row, left, by)


def left_of(gift: Gift) -> int:
    """Fen of a gift that did not go back."""
    done = GiftRefund.objects.filter(gift=gift, stage=RefundStage.DONE.value).aggregate(sum=Sum("amount_fen"))
    return gift.amount_fen - (done["sum"] or 0)


def _locked(request_id: int) -> ReceiptRequest:
    subject("giving.receipt_request", request_id)
    return (
        ReceiptRequest.objects.select_for_update(no_key=True, of=("self",))
        .select_related("gift")
        .get(pk=request_id)
    )


def _move(row: ReceiptRequest, state: ReceiptState) -> None:
    row.state = state.value
    row.save(update_fields=["state"])


def _start_reversal(row: ReceiptRequest) -> None:
    from qianshan.giving.jobs import reverse_receipt

    _move(row, ReceiptState.REVERSING)
    reverse_receipt.defer(request_id=row.pk)


def _renew(row: ReceiptRequest, amount_fen: int, by: Actor) -> None:
    from qianshan.giving.jobs import request_receipt

    fresh = ReceiptRequest.objects.create(
        gift=row.gift,
        number=new_code("PJ"),
        amount_fen=amount_fen,
        payer_kind=row.payer_kind,
        payer_sealed=row.payer_sealed,
        payer_number_sealed=row.payer_number_sealed,
        state=ReceiptState.REQUESTED.value,
        asked_at=by.at,
    )
    request_receipt.defer(request_id=fresh.pk)


def _keep(
    row: ReceiptRequest, issued: Issued, amount_fen: int, reverses: Receipt | None, by: Actor
) -> Receipt:
    seal = Seal.person(row.gift.donor_id) if row.gift.donor_id else Seal.SYSTEM
    files = [
        keep_file(file=file, purpose="giving.receipt", by=by, seal=seal) for file in (issued.pdf, issued.xml)
    ]
    return Receipt.objects.create(
        request=row,
        code=issued.code,
        number=issued.number,
        check_code=issued.check_code,
        amount_fen=amount_fen,
        issued_on=issued.issued_on,
        pdf_file_id=files[0],
        xml_file_id=files[1],
        reverses=reverses,
    )
