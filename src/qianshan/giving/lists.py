"""Lists of giving, declared once."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from qianshan.fundraising.api import projects
from qianshan.giving.models import Booked, ReceiptRequest
from qianshan.giving.types import ReceiptState
from qianshan.mechanisms.calendar.clock import date_of
from qianshan.mechanisms.channels.api import reconciled
from qianshan.mechanisms.listing.api import Chip, Choice, Column, Filter, Kind, Listing
from qianshan.mechanisms.words import N_, Words

_DEAD = (ReceiptState.REVERSED.value, ReceiptState.DROPPED.value)
_RECEIPTS: dict[str, tuple[str, str]] = {
    ReceiptState.WISHED.value: (N_("requested"), "running"),
    ReceiptState.REQUESTED.value: (N_("requested"), "running"),
    ReceiptState.SENT.value: (N_("requested"), "running"),
    ReceiptState.ISSUED.value: (N_("issued"), "done"),
    ReceiptState.REVERSING.value: (N_("being reversed"), "due"),
    ReceiptState.FAILED.value: (N_("refused, ask again"), "due"),
}


@dataclass(frozen=True, slots=True)
class GiftRow:
    """A booked gift as the charity's staff see it: no name but what the roll shows."""

    code: str
    paid_on: date
    project: str
    roll_name: str
    amount_fen: int
    cost_fen: int
    transaction: str
    receipt: str
    reconciled_on: date | None


def _rows(charity_id: int) -> QuerySet[Booked]:
    return (
        Booked.objects.filter(gift__charity_id=charity_id)
        .select_related("gift")
        .annotate(fen=F("gift__amount_fen"), code=F("gift__code"))
    )


def _prepare(models: list[Booked]) -> list[GiftRow]:
    names = {one.id: one.name for one in projects(ids={row.project_id for row in models})}
    known = reconciled(row.transaction for row in models)
    live = ReceiptRequest.objects.filter(gift_id__in=[row.pk for row in models]).exclude(state__in=_DEAD)
    receipts = dict(live.values_list("gift_id", "state"))
    return [
        GiftRow(
            row.gift.code,
            date_of(row.paid_at),
            names.get(row.project_id, ""),
            row.gift.shown_name,
            row.gift.amount_fen,
            row.cost_fen,
            row.transaction,
            receipts.get(row.pk, ""),
            known.get(row.transaction),
        )
        for row in models
    ]


def _receipt(row: GiftRow) -> Chip:
    words, tone = _RECEIPTS.get(row.receipt, (N_("not wanted"), "plain"))
    return Chip(str(Words(words)), tone)


def _checked(row: GiftRow) -> Chip:
    if row.reconciled_on is None:
        return Chip(str(Words(N_("not yet"))), "plain")
    return Chip(str(Words(N_("reconciled"))), "done")


def _receipt_states() -> list[Choice]:
    return [
        Choice("wanted", Words(N_("wanted"))),
        Choice("failed", Words(N_("refused, ask again"))),
        Choice("none", Words(N_("not wanted"))),
    ]


def _by_receipt(rows: QuerySet[Booked], value: str) -> QuerySet[Booked]:
    if value == "failed":
        failed = ReceiptRequest.objects.filter(state=ReceiptState.FAILED.value)
        return rows.filter(gift_id__in=failed.values("gift_id"))
    return rows.filter(gift__receipt_wanted=value == "wanted")


GIFTS: Listing[GiftRow] = Listing(
    key="gifts",
    words=Words(N_("Gifts")),
    rows=_rows,
    prepare=_prepare,
    columns=(
        Column("code", Words(N_("Gift code")), lambda row: row.code, kind=Kind.CODE, sort="code"),
        Column("paid", Words(N_("Paid on")), lambda row: row.paid_on, kind=Kind.DATE, sort="paid_at"),
        Column("project", Words(N_("Project")), lambda row: row.project),
        Column(
            "name", Words(N_("Name in the roll")), lambda row: row.roll_name or str(Words(N_("Anonymous")))
        ),
        Column("amount", Words(N_("Amount")), lambda row: row.amount_fen, kind=Kind.FEN, sort="fen"),
        Column("cost", Words(N_("of it for cost")), lambda row: row.cost_fen, kind=Kind.FEN),
        Column("receipt", Words(N_("Receipt")), _receipt, kind=Kind.CHIP),
        Column("checked", Words(N_("Channel's bill")), _checked, kind=Kind.CHIP),
        Column(
            "transaction",
            Words(N_("Number at the channel")),
            lambda row: row.transaction,
            kind=Kind.CODE,
            export_only=True,
        ),
    ),
    default_sort="-paid",
    filters=(
        Filter(
            "q", Words(N_("Gift code")), lambda rows, value: rows.filter(gift__code=value.strip().upper())
        ),
        Filter("receipt", Words(N_("Receipt")), _by_receipt, choices=_receipt_states),
    ),
)
