"""What the bank did with each line: paid, rejected, or not what we asked for."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qianshan.charities.api import charity
from qianshan.mechanisms.acts.api import Actor, NotFound, command, subject
from qianshan.mechanisms.calendar.clock import date_of
from qianshan.mechanisms.exchange.api import note_difference
from qianshan.mechanisms.ledger.api import AlreadyLeft, Money, cancel, lock_funds, mark_paid
from qianshan.mechanisms.notices.api import PersonRef, tell
from qianshan.mechanisms.translog.api import add_leaves
from qianshan.mechanisms.words import N_, Words
from qianshan.spending.classes import flow_of
from qianshan.spending.commands.asking import ask_recipients
from qianshan.spending.commands.owned import SUBJECT
from qianshan.spending.commands.signing import free_invoices
from qianshan.spending.messages import BANK_FAILED
from qianshan.spending.models import Batch, PaymentOrder
from qianshan.spending.queries.batches import payee_account
from qianshan.spending.types import LEFT, OrderState

_BANK_ACCOUNT = "1002"


@dataclass(frozen=True, slots=True)
class LineResult:
    """One line of a result file. `state`: `S` paid, `F` failed, `P` in work."""

    ref: str
    account: str
    amount_fen: int
    state: str
    bank_txn: str = ""
    paid_on: date | None = None
    reason_code: str = ""
    reason: str = ""


@command("spending.batch.take_result")
def take_result(*, batch_code: str, lines: Sequence[LineResult], by: Actor) -> dict[str, int]:
    """Take a result file, in parts, late or again; returns how many were paid, failed, known, different.

    Rejected lines are cancelled (T13) and told to who drafted them; paid ones are booked (T12), logged,
    and their recipients asked. What contradicts our order is left as it is, as a difference of the
    charity's. Locks orders by id, then all funds.

    Raises:
        NotFound: no such batch.
    """
    batch = Batch.objects.filter(code=batch_code).first()
    if batch is None:
        raise NotFound(Words(N_("There is no such batch: %(code)s."), code=batch_code), field="batch")
    subject("spending.batch", batch_code, "result")
    orders = {
        row.code: row
        for row in PaymentOrder.objects.select_for_update(no_key=True, of=("self",))
        .select_related("payee")
        .filter(batch=batch)
        .order_by("pk")
    }
    lock_funds(sorted({row.fund_id for row in orders.values()}))
    owner_org_id = charity(batch.charity_id, on=by.date).organisation_id
    done = {"paid": 0, "failed": 0, "known": 0, "different": 0}
    paid: list[tuple[PaymentOrder, LineResult]] = []
    for line in lines:
        order = orders.get(line.ref)
        found = _disagreements(order, line)
        for field, ours, theirs in found:
            about = ("bank", "bank.result", line.ref, field)
            note_difference(about=about, ours=ours, theirs=theirs, owner_org_id=owner_org_id, by=by)
        done["different"] += bool(found)
        if order is None or found:
            continue
        if order.state != OrderState.SENT:
            done["known"] += 1
        elif line.state == "S":
            paid.append((order, line))
            order.state = OrderState.PAID
        elif line.state == "F":
            done["failed"] += _fail(order, line, owner_org_id, by)
    done["paid"] = len(paid)
    _book(paid, by)
    return done


def _disagreements(order: PaymentOrder | None, line: LineResult) -> list[tuple[str, str, str]]:
    """(field, ours, theirs) where a line is not what we asked for or what they said before."""
    if order is None:
        return [("order", "", line.ref)]
    pairs = [("amount_fen", str(order.amount_fen), str(line.amount_fen))]
    if payee_account(order.payee) != line.account:
        pairs.append(("account", f"…{order.payee.account_tail}", f"…{line.account[-4:]}"))
    if order.state in LEFT and line.state != "P":
        pairs.append(("state", "S", line.state))
        if line.state == "S":
            pairs.append(("bank_txn", order.bank_txn, line.bank_txn))
    if order.state in (OrderState.FAILED, OrderState.CANCELLED) and line.state != "P":
        pairs.append(("state", "F", line.state))
    return [(field, ours, theirs) for field, ours, theirs in pairs if ours != theirs]


def _fail(order: PaymentOrder, line: LineResult, owner_org_id: int, by: Actor) -> int:
    """Cancel a rejected line; where its month is closed meanwhile, the accountant has to see to it."""
    try:
        cancel(outflow_id=order.outflow_id or 0, by=by)
    except AlreadyLeft as closed:
        about = ("bank", "bank.result", line.ref, "period")
        note_difference(about=about, ours=str(closed.code), theirs="F", owner_org_id=owner_org_id, by=by)
        return 0
    order.state, order.ended_words = OrderState.FAILED, f"{line.reason_code} {line.reason}".strip()[:200]
    order.version += 1
    order.save(update_fields=["state", "ended_words", "version"])
    free_invoices(order)
    subject(SUBJECT, order.code, "state")
    tell(
        BANK_FAILED,
        to=PersonRef(order.drafted_by_id),
        values={"code": order.code, "reason": order.ended_words[:35]},
        at=by.at,
        dedupe_key=f"{BANK_FAILED}:{order.code}",
    )
    return 1


def _book(paid: list[tuple[PaymentOrder, LineResult]], by: Actor) -> None:
    """Book what was paid, one entry a day and cash-flow line; then log it and ask the recipients."""
    groups: dict[tuple[date, str], list[PaymentOrder]] = defaultdict(list)
    for order, line in paid:
        order.paid_on = max(line.paid_on or by.date, _approved_on(order))
        order.bank_txn, order.version = line.bank_txn, order.version + 1
        order.save(update_fields=["state", "paid_on", "bank_txn", "version"])
        subject(SUBJECT, order.code, "state")
        groups[order.paid_on, flow_of(order.cost_class)].append(order)
    for (day, flow), orders in sorted(groups.items()):
        outflows = [order.outflow_id or 0 for order in orders]
        mark_paid(outflow_ids=outflows, paid_from=Money(_BANK_ACCOUNT, flow), by=by, on=day)
    add_leaves(
        "payment.paid",
        [
            (
                order.code,
                {
                    "amount_fen": order.amount_fen,
                    "class": order.cost_class,
                    "paid_on": (order.paid_on or by.date).isoformat(),
                },
            )
            for order, _ in paid
        ],
    )
    for order, _ in paid:
        ask_recipients(order, by)


def _approved_on(order: PaymentOrder) -> date:
    return date_of(order.second_at) if order.second_at else date.min
