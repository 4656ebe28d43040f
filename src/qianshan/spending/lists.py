"""The list of payment orders: page, CSV, XLSX and JSON from one declaration."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.urls import reverse

from qianshan.mechanisms.listing.api import Chip, Choice, Column, Filter, Kind, Listing
from qianshan.mechanisms.words import N_, Words
from qianshan.spending.models import PaymentOrder
from qianshan.spending.queries.orders import public_payee
from qianshan.spending.vocabulary import STATES, state_tone, state_words


def _rows(charity_id: int) -> QuerySet[PaymentOrder]:
    return PaymentOrder.objects.filter(charity_id=charity_id).select_related(
        "payee", "line", "charity__organisation"
    )


def _states() -> Sequence[Choice]:
    return [Choice(str(state), words) for state, (words, _tone) in STATES.items()]


def _href(row: PaymentOrder) -> str:
    return reverse("spending_work:order", args=[row.charity.organisation.uscc, row.code])


def _search(rows: QuerySet[PaymentOrder], text: str) -> QuerySet[PaymentOrder]:
    return rows.filter(
        Q(code=text.strip().upper()) | Q(purpose__contains=text) | Q(payee__name__contains=text)
    )


ORDERS: Listing[PaymentOrder] = Listing(
    key="payments",
    words=Words(N_("Payment orders")),
    rows=_rows,
    columns=(
        Column("code", Words(N_("Order")), lambda row: row.code, kind=Kind.CODE, sort="code", href=_href),
        Column(
            "purpose",
            Words(N_("For")),
            lambda row: row.purpose,
            note=lambda row: row.line.name if row.line else "",
        ),
        Column("payee", Words(N_("Payee")), lambda row: public_payee(row.payee)),
        Column(
            "amount", Words(N_("Amount (yuan)")), lambda row: row.amount_fen, kind=Kind.FEN, sort="amount_fen"
        ),
        Column("class", Words(N_("Cost class")), lambda row: row.cost_class, export_only=True),
        Column(
            "drafted", Words(N_("Drafted")), lambda row: row.drafted_at, kind=Kind.INSTANT, sort="drafted_at"
        ),
        Column("paid", Words(N_("Paid on")), lambda row: row.paid_on, kind=Kind.DATE, export_only=True),
        Column(
            "state",
            Words(N_("State")),
            lambda row: Chip(str(state_words(row.state)), state_tone(row.state)),
            kind=Kind.CHIP,
            sort="state",
        ),
    ),
    default_sort="-drafted",
    filters=(
        Filter("state", Words(N_("State")), lambda rows, value: rows.filter(state=value), choices=_states),
        Filter("q", Words(N_("Order number, purpose or payee")), _search),
    ),
)
