"""The two signatures, and what ends an order before the bank has it."""

from django.db import IntegrityError, transaction

from qianshan.mechanisms.acts.api import Actor, BadInput, NotAllowed, WrongState, command, subject
from qianshan.mechanisms.law.kernel import run_checks
from qianshan.mechanisms.ledger.api import Cost, Payment, cancel, pay
from qianshan.mechanisms.translog.api import add_leaves
from qianshan.mechanisms.words import N_, Words
from qianshan.spending.commands.owned import SUBJECT, locked_order, owner_of
from qianshan.spending.facts import payment_facts
from qianshan.spending.models import BudgetLine, Document, InvoiceUse, PaymentOrder
from qianshan.spending.refusals import SamePerson
from qianshan.spending.types import WAITING, OrderState, Slot
from qianshan.spending.vocabulary import state_words

CHECKS = "spending.payment"


@command("spending.order.sign_first")
def sign_first(*, code: str, version: int, account_checked: bool, by: Actor) -> None:
    """Sign a drafted order first: papers compared, the account compared with the contract. Locks the order.

    Raises:
        NotAllowed: no post for it.
        NotFound: no such order of this charity.
        OrderChanged: somebody acted meanwhile.
        WrongState: it is not waiting for the first signature.
        SamePerson: the signer drafted it.
        ChecksFailed: a blocking check failed; carries all findings.
    """
    owner = owner_of(by, "payment.sign_first")
    order = locked_order(code, owner.id, version)
    _require_state(order, OrderState.DRAFTED)
    _require_other(order, by)
    order.account_checked = account_checked
    run_checks(CHECKS, payment_facts(order, on=by.date, signer_id=by.person_id)).required()
    order.state, order.first_by_id, order.first_at = OrderState.SIGNED, by.person_id, by.at
    _keep(order, "first_signature")


@command("spending.order.sign_second")
def sign_second(*, code: str, version: int, reason: str, by: Actor) -> None:
    """Sign second: the money is reserved on the tape. Locks the order, its budget line, then the fund.

    Raises:
        NotAllowed, NotFound, OrderChanged, ChecksFailed: as `sign_first`.
        WrongState: it does not wait for the second signature.
        SamePerson: the signer drafted it or signed first.
        BadInput: something needs a person's decision and no reason is given.
        NotEnough, LaneTooShort, FundForbids, PeriodClosed: the ledger's refusals.
    """
    owner = owner_of(by, "payment.sign_second")
    order = locked_order(code, owner.id, version)
    _require_state(order, OrderState.SIGNED)
    _require_other(order, by)
    if order.line_id:
        order.line = BudgetLine.objects.select_for_update(no_key=True).get(pk=order.line_id)
    found = run_checks(CHECKS, payment_facts(order, on=by.date, signer_id=by.person_id)).required()
    if found.needing_a_person and not reason.strip():
        raise BadInput(
            Words(
                N_("%(count)s point needs a decision of yours: say why it is paid all the same."),
                count=len(found.needing_a_person),
            ),
            field="reason",
        )
    ref = pay(
        payment=Payment(
            fund_id=order.fund_id,
            costs=(Cost(order.cost_class, order.amount_fen),),
            payee=order.payee.code,
            order_ref=order.code,
        ),
        by=by,
    )
    order.state, order.second_by_id, order.second_at = OrderState.RESERVED, by.person_id, by.at
    order.outflow_id, order.reason = ref.id, reason.strip()
    _keep(order, "second_signature")
    _use_invoices(order)
    add_leaves(
        "payment.approved",
        [
            (
                order.code,
                {"amount_fen": order.amount_fen, "class": order.cost_class, "on": by.date.isoformat()},
            )
        ],
    )


@command("spending.order.return")
def return_order(*, code: str, version: int, reason: str, by: Actor) -> None:
    """Send an order that waits for a signature back to who drafted it; it ends, a corrected one is drafted anew.

    Raises:
        NotAllowed, NotFound, OrderChanged: as `sign_first`.
        WrongState: it does not wait for a signature.
        BadInput: no reason.
    """
    first = PaymentOrder.objects.filter(code=code, state=OrderState.DRAFTED).exists()
    owner = owner_of(by, "payment.sign_first" if first else "payment.sign_second")
    order = locked_order(code, owner.id, version)
    if order.state not in WAITING:
        raise WrongState(Words(N_("This order does not wait for a signature.")))
    order.state, order.ended_words = OrderState.RETURNED, _reason(reason)
    _keep(order, "state")


@command("spending.order.cancel")
def cancel_order(*, code: str, version: int, reason: str, by: Actor) -> None:
    """Cancel a reserved order that did not go to the bank: its fen are free again (T13).

    Raises:
        NotAllowed, NotFound, OrderChanged: as `sign_first`.
        WrongState: it is not reserved, or at the bank.
        BadInput: no reason.
        AlreadyLeft, FlowedOn: the ledger's refusals.
    """
    owner = owner_of(by, "payment.sign_second")
    order = locked_order(code, owner.id, version)
    _require_state(order, OrderState.RESERVED)
    words = _reason(reason)
    cancel(outflow_id=order.outflow_id or 0, by=by)
    order.state, order.ended_words = OrderState.CANCELLED, words
    _keep(order, "state")
    free_invoices(order)


def free_invoices(order: PaymentOrder) -> None:
    """The invoices of an order that was not paid may be used again; called inside a command."""
    InvoiceUse.objects.filter(order=order, live=True).update(live=False)


def _use_invoices(order: PaymentOrder) -> None:
    papers = Document.objects.filter(order=order, slot=Slot.INVOICE).exclude(number="")
    for number in sorted(set(papers.values_list("number", flat=True))):
        try:
            with transaction.atomic():
                InvoiceUse.objects.create(order=order, charity_id=order.charity_id, number=number)
        except IntegrityError as taken:
            raise BadInput(
                Words(N_("The invoice %(number)s was used by another order a moment ago."), number=number),
                field="invoice_number",
                value=number,
            ) from taken


def _require_state(order: PaymentOrder, state: OrderState) -> None:
    if order.state != state:
        raise WrongState(
            Words(N_("This order is “%(state)s”; this cannot be done now."), state=state_words(order.state))
        )


def _require_other(order: PaymentOrder, by: Actor) -> None:
    """Whoever stands in the order already does not sign it, in no role and no session.

    Two persons of the register are two humans: the register holds an ID number once.
    """
    if by.person_id is None:
        raise NotAllowed(Words(N_("Only a person in a post may do this.")))
    if by.person_id in (order.drafted_by_id, order.first_by_id):
        raise SamePerson(
            Words(N_("You stand in this order already. Draft, first and second signature are three people."))
        )
    if order.payee.person_id == by.person_id:
        raise SamePerson(Words(N_("You are the payee. Whoever is paid does not sign.")), article="CL art 14")


def _reason(reason: str) -> str:
    if not reason.strip():
        raise BadInput(Words(N_("Say why.")), field="reason")
    return reason.strip()[:200]


def _keep(order: PaymentOrder, *fields: str) -> None:
    order.version += 1
    order.save(
        update_fields=[
            *("state", "version", "first_by_id", "first_at", "account_checked", "second_by_id", "second_at"),
            *("reason", "outflow_id", "ended_words"),
        ]
    )
    subject(SUBJECT, order.code, *fields)
