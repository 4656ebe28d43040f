"""Taking a bill: what it holds and we do not is brought in, what disagrees is a difference with an owner."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from qianshan.mechanisms.acts.api import Actor, BadInput, NotFound, command, subject
from qianshan.mechanisms.calendar.clock import SHANGHAI
from qianshan.mechanisms.channels.inbox import store
from qianshan.mechanisms.channels.models import (
    Bill,
    BillDifference,
    BillLine,
    Inbox,
    InboxKind,
    MerchantAccount,
    Refund,
)
from qianshan.mechanisms.channels.port import BillRow, Merchant, Notice, Payment
from qianshan.mechanisms.channels.registry import opened
from qianshan.mechanisms.words import N_, Words

_NONE = "–"


@command("channels.bill.take")
def take_bill(*, merchant_id: int, day: date, rows: Sequence[BillRow], by: Actor) -> int:
    """Keep the bill of a day and compare it, both ways; returns how many differences were found.

    A payment that the bill holds and nobody told us goes into the inbox and is booked like any other.
    A payment of ours that the bill does not hold, another amount, and a refund that we never asked
    for are differences of the charity. Taken again it changes nothing. Locks the account.
    """
    account = MerchantAccount.objects.select_for_update(no_key=True).get(pk=merchant_id)
    subject("channels.merchant", merchant_id, "bill")
    if Bill.objects.filter(merchant=account, day=day).exists():
        return 0
    paid = [row for row in rows if not row.refund_number]
    back = [row for row in rows if row.refund_number]
    found = [*_payments(account, day, paid), *_refunds(back)]
    brought = _bring_in(opened(account), paid)
    bill = Bill.objects.create(
        merchant=account,
        day=day,
        taken_at=by.at,
        payments=len(paid),
        paid_fen=sum(row.amount_fen for row in paid),
        refunds=len(back),
        refunded_fen=sum(row.amount_fen for row in back),
        fee_fen=sum(row.fee_fen for row in rows),
        brought=brought,
        differences=len(found),
    )
    BillLine.objects.bulk_create(
        BillLine(bill=bill, key=_key(row), number=row.number, amount_fen=row.amount_fen, at=row.at)
        for row in rows
    )
    BillDifference.objects.bulk_create(
        BillDifference(bill=bill, number=number, field=field, ours=ours, theirs=theirs)
        for number, field, ours, theirs in found
    )
    return len(found)


@command("channels.bill.settle")
def settle_difference(*, difference_id: int, organisation_id: int, settlement: str, by: Actor) -> None:
    """Say how a difference was settled.

    Raises:
        NotFound: no open difference of this organisation.
        BadInput: no word on how.
    """
    if not settlement.strip():
        raise BadInput(
            Words(N_("Say how it was settled: who was right, and what was corrected.")), field="settlement"
        )
    done = BillDifference.objects.filter(
        pk=difference_id, settled_at=None, bill__merchant__organisation_id=organisation_id
    ).update(settled_at=by.at, settlement=settlement.strip()[:200])
    if not done:
        raise NotFound(Words(N_("There is no such open difference.")))
    subject("channels.bill_difference", difference_id, "settled_at")


def _key(row: BillRow) -> str:
    return f"refund:{row.refund_channel_number}" if row.refund_number else f"pay:{row.transaction}"


Found = tuple[str, str, str, str]


def _payments(account: MerchantAccount, day: date, paid: Sequence[BillRow]) -> Iterable[Found]:
    start = datetime.combine(day, time(), SHANGHAI)
    ours = {
        row.key: row
        for row in Inbox.objects.filter(
            merchant_id=account.pk,
            kind=InboxKind.PAYMENT.value,
            happened_at__gte=start,
            happened_at__lt=start + timedelta(days=1),
        )
    }
    theirs = {_key(row): row for row in paid}
    for key, known in ours.items():
        told = theirs.get(key)
        if told is None:
            yield known.number, "missing_in_bill", str(known.amount_fen), _NONE
        elif told.amount_fen != known.amount_fen:
            yield known.number, "amount_fen", str(known.amount_fen), str(told.amount_fen)


def _refunds(back: Sequence[BillRow]) -> Iterable[Found]:
    known = dict(
        Refund.objects.filter(number__in=[row.refund_number for row in back]).values_list(
            "number", "amount_fen"
        )
    )
    for row in back:
        ours = known.get(row.refund_number)
        if ours is None:
            yield row.number, "unknown_refund", _NONE, str(row.amount_fen)
        elif ours != row.amount_fen:
            yield row.number, "refund_fen", str(ours), str(row.amount_fen)


def _bring_in(merchant: Merchant, paid: Sequence[BillRow]) -> int:
    """Payments that only the bill knows; the unique key of the inbox leaves the others alone."""
    return sum(
        store(
            merchant,
            Notice(
                _key(row),
                payment=Payment(
                    row.number, row.transaction, row.amount_fen, row.at, merchant.number, merchant.app_id
                ),
                opened="bill",
            ),
            source="bill",
        )
        for row in paid
    )
