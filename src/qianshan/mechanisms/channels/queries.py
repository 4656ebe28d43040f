"""Reading accounts, refunds, and what was set aside."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from qianshan.mechanisms.channels.models import (
    BillDifference,
    BillLine,
    Inbox,
    InboxKind,
    InboxState,
    MerchantAccount,
    Refund,
)


@dataclass(frozen=True, slots=True)
class MerchantLine:
    """A receiving account as pages show it."""

    id: int
    channel: str
    number: str
    holder_name: str
    organisation_id: int


@dataclass(frozen=True, slots=True)
class RefundLine:
    """A refund and what the channel says of it."""

    id: int
    number: str
    order_id: int
    amount_fen: int
    state: str
    channel_code: str
    asked_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class AsideLine:
    """An event that waits for a person."""

    id: int
    channel: str
    number: str
    transaction: str
    amount_fen: int
    happened_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class BillDifferenceLine:
    """A disagreement with a bill that waits for a person; amounts in fen."""

    id: int
    day: date
    number: str
    field: str
    ours: str
    theirs: str


def merchant_of(organisation_id: int, channel: str) -> MerchantLine | None:
    """The open account of an organisation with a channel."""
    found = MerchantAccount.objects.filter(
        organisation_id=organisation_id, channel=channel, closed_at__isnull=True
    ).first()
    if found is None:
        return None
    return MerchantLine(found.pk, found.channel, found.number, found.holder_name, found.organisation_id)


def refund_lines(refund_ids: Iterable[int]) -> dict[int, RefundLine]:
    """Refunds by id."""
    rows = Refund.objects.filter(pk__in=list(refund_ids))
    return {
        row.pk: RefundLine(
            row.pk,
            row.number,
            row.order_id,
            row.amount_fen,
            row.state,
            row.channel_code,
            row.asked_at,
            row.ended_at,
        )
        for row in rows
    }


def set_aside_of(organisation_id: int, *, limit: int = 200) -> list[AsideLine]:
    """What was set aside on an organisation's accounts, oldest first."""
    accounts = MerchantAccount.objects.filter(organisation_id=organisation_id).values("pk")
    rows = Inbox.objects.filter(merchant_id__in=accounts, state=InboxState.SET_ASIDE).order_by("id")[:limit]
    return [
        AsideLine(
            row.pk, row.channel, row.number, row.transaction, row.amount_fen, row.happened_at, row.reason
        )
        for row in rows
    ]


def paid_at(numbers: Iterable[str]) -> dict[str, datetime]:
    """When orders were paid, by number, booked or not; unpaid ones are left out."""
    rows = Inbox.objects.filter(number__in=list(numbers), kind=InboxKind.PAYMENT.value).order_by("-id")
    return dict(rows.values_list("number", "happened_at"))


def bill_differences_of(organisation_id: int, *, limit: int = 200) -> list[BillDifferenceLine]:
    """Open differences between bills and what we know, oldest first."""
    rows = BillDifference.objects.filter(bill__merchant__organisation_id=organisation_id, settled_at=None)
    return [
        BillDifferenceLine(row.pk, row.bill.day, row.number, row.field, row.ours, row.theirs)
        for row in rows.select_related("bill").order_by("id")[:limit]
    ]


def reconciled(transactions: Iterable[str]) -> dict[str, date]:
    """The day of the bill that holds each payment with the amount that we know; others are left out."""
    keys = {f"pay:{transaction}": transaction for transaction in transactions}
    known = dict(Inbox.objects.filter(key__in=list(keys)).values_list("key", "amount_fen"))
    lines = BillLine.objects.filter(key__in=list(keys)).values_list("key", "amount_fen", "bill__day")
    return {keys[key]: day for key, fen, day in lines if known.get(key) == fen}
