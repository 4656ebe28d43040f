"""Sending reserved orders to the bank, and what the bank says of the batch."""

from collections.abc import Sequence

from qianshan.charities.api import charity
from qianshan.mechanisms.acts.api import Actor, BadInput, WrongState, command, subject
from qianshan.mechanisms.codes import new_code
from qianshan.mechanisms.exchange.api import send
from qianshan.mechanisms.words import N_, Words
from qianshan.spending.commands.owned import SUBJECT, owner_of
from qianshan.spending.models import Batch, PaymentOrder
from qianshan.spending.queries.batches import batch_payload
from qianshan.spending.types import OrderState

SYSTEM, KIND = "bank", "bank.batch"
_MOST = 500


@command("spending.batch.send")
def send_batch(*, codes: Sequence[str], by: Actor) -> str:
    """Send reserved orders to the bank in one file; returns the batch's code. Locks the orders by id.

    The file leaves after the commit; until the bank has taken it, it is tried again.

    Raises:
        NotAllowed: no post for it.
        BadInput: none, too many, or not all reserved orders of this charity.
        WrongState: the charity has no account of its own in force.
    """
    owner = owner_of(by, "payment.send")
    rows = list(
        PaymentOrder.objects.select_for_update(no_key=True, of=("self",))
        .select_related("payee")
        .filter(code__in=list(codes), charity_id=owner.id, state=OrderState.RESERVED)
        .order_by("pk")
    )
    if not 0 < len(rows) <= _MOST or len(rows) != len(set(codes)):
        raise BadInput(
            Words(N_("Choose reserved orders; one of these is not reserved any more.")), field="codes"
        )
    if owner.account is None:
        raise WrongState(Words(N_("The charity has no bank account of its own on record.")))
    batch = Batch.objects.create(
        code=new_code("PL"), charity_id=owner.id, made_by_id=by.person_id or 0, made_at=by.at
    )
    PaymentOrder.objects.filter(pk__in=[row.pk for row in rows]).update(state=OrderState.SENT, batch=batch)
    for row in rows:
        subject(SUBJECT, row.code, "state")
    subject("spending.batch", batch.code)
    payload = batch_payload(batch.code, charity(owner.id, on=by.date), rows)
    send(system=SYSTEM, kind=KIND, key=batch.code, payload=payload, by=by)
    return batch.code


@command("spending.batch.note_fate")
def note_fate(*, code: str, their_ref: str, refusal: str, by: Actor) -> None:
    """Note that the bank took a batch, or refused it: then its orders are reserved again. May be told twice."""
    batch = Batch.objects.select_for_update(no_key=True).get(code=code)
    subject("spending.batch", code, "state")
    if batch.state != "waiting":
        return
    batch.state, batch.their_ref = ("refused" if refusal else "taken"), their_ref
    batch.refusal = refusal[:200]
    batch.save(update_fields=["state", "their_ref", "refusal"])
    if refusal:
        orders = PaymentOrder.objects.filter(batch=batch, state=OrderState.SENT)
        for order_code in orders.order_by("pk").values_list("code", flat=True):
            subject(SUBJECT, order_code, "state")
        orders.update(state=OrderState.RESERVED, batch=None)
