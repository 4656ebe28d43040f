"""What goes into a bank file, and batches for pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, Sum

from qianshan.charities.api import CharityView
from qianshan.mechanisms.acts.api import WrongState
from qianshan.mechanisms.sealed.api import unseal, unseal_for_system
from qianshan.mechanisms.words import N_, Words
from qianshan.spending.models import Batch, Payee, PaymentOrder
from qianshan.spending.types import LEFT, OrderState


def payee_name(payee: Payee) -> str:
    """The holder's full name: for the bank's file and for the charity's own staff."""
    if payee.person_id is None:
        return payee.name
    return unseal(payee.person_id, "spending.payee_name", bytes(payee.sealed_name or b""))


def payee_account(payee: Payee) -> str:
    """The full account number: for the bank's file only."""
    return unseal_for_system("spending.account", bytes(payee.sealed_account))


def batch_payload(code: str, payer: CharityView, rows: Sequence[PaymentOrder]) -> dict[str, object]:
    """The payload of a `bank.batch` parcel, as `outside/bank` writes it.

    Raises:
        WrongState: the charity has no account in force.
    """
    if payer.account is None:
        raise WrongState(Words(N_("The charity has no bank account of its own on record.")))
    return {
        "batch": code,
        "payer_name": payer.account.holder_name,
        "payer_account": payer.account.number,
        "lines": [
            {
                "ref": row.code,
                "payee_name": payee_name(row.payee),
                "payee_account": payee_account(row.payee),
                "payee_bank": row.payee.bank_name,
                "bank_code": row.payee.bank_code,
                "amount_fen": row.amount_fen,
                "purpose": row.purpose,
            }
            for row in rows
        ],
    }


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A batch in a list."""

    code: str
    state: str
    refusal: str
    made_at: datetime
    orders: int
    amount_fen: int
    paid: int
    failed: int


def batches_of(charity_id: int, *, limit: int = 50) -> list[BatchLine]:
    """The newest batches of a charity. A refused one has no orders any more."""
    rows = Batch.objects.filter(charity_id=charity_id).order_by("-pk")[:limit]
    sums = {
        row["batch_id"]: row
        for row in PaymentOrder.objects.filter(batch__in=list(rows))
        .values("batch_id")
        .annotate(
            n=Count("pk"),
            fen=Sum("amount_fen"),
            paid=Count("pk", filter=Q(state__in=LEFT)),
            failed=Count("pk", filter=Q(state=OrderState.FAILED)),
        )
    }
    none = {"n": 0, "fen": 0, "paid": 0, "failed": 0}
    return [
        BatchLine(
            row.code,
            row.state,
            row.refusal,
            row.made_at,
            found["n"],
            found["fen"],
            found["paid"],
            found["failed"],
        )
        for row in rows
        for found in [sums.get(row.pk, none)]
    ]
