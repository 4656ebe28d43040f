"""Drafting a payment order, with its papers and with those who will be asked whether it arrived."""

from dataclasses import dataclass

from qianshan.charities.api import CharityView
from qianshan.fundraising.api import plan
from qianshan.mechanisms.acts.api import Actor, BadInput, NotFound, command, subject
from qianshan.mechanisms.codes import new_code
from qianshan.mechanisms.divisions.api import place
from qianshan.mechanisms.documents.api import CleanFile, Seal, keep_file
from qianshan.mechanisms.ledger.api import general_fund_of
from qianshan.mechanisms.words import N_, Words
from qianshan.spending.classes import CLASSES
from qianshan.spending.commands.owned import SUBJECT, locked_order, owner_of
from qianshan.spending.commands.recipients import RecipientWish, add_recipients
from qianshan.spending.models import BudgetLine, Document, Payee, PaymentOrder
from qianshan.spending.types import WAITING, OrderState, Slot

FILE_PURPOSE = "spending.document"
_LONGEST, _MOST_PAPERS = 60, 20


@dataclass(frozen=True, slots=True)
class PaperWish:
    """A paper of an order, looked at already. A list of people is never public, whatever is asked."""

    file: CleanFile
    slot: str
    number: str = ""
    public: bool = False


@dataclass(frozen=True, slots=True)
class OrderWish:
    """A payment order as it is drafted: for a budget line, or (`line_id` None) out of unrestricted money."""

    line_id: int | None
    amount_fen: int
    payee_code: str
    purpose: str
    cost_class: str = ""
    details: str = ""
    division_code: str = ""
    beneficiaries: int = 0
    papers: tuple[PaperWish, ...] = ()
    recipients: tuple[RecipientWish, ...] = ()


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the money comes from and as what it counts."""

    fund_id: int
    cost_class: str
    plan_id: int | None


@command("spending.order.draft")
def draft_order(*, wish: OrderWish, by: Actor) -> str:
    """Draft a payment order; returns its code. Nothing is reserved yet.

    Raises:
        NotAllowed: no post for it.
        NotFound: no such budget line or payee of this charity, or no such place.
        BadInput: purpose, amount, class or a recipient does not fit.
    """
    owner = owner_of(by, "payment.draft")
    payee = Payee.objects.filter(code=wish.payee_code, charity_id=owner.id).first()
    if payee is None:
        raise NotFound(Words(N_("There is no such payee.")), field="payee")
    source = _source(owner, wish)
    _examine(wish, by)
    order = PaymentOrder.objects.create(
        code=new_code("FK"),
        charity_id=owner.id,
        plan_id=source.plan_id,
        line_id=wish.line_id,
        fund_id=source.fund_id,
        cost_class=source.cost_class,
        amount_fen=wish.amount_fen,
        payee=payee,
        purpose=wish.purpose.strip(),
        details=wish.details.strip(),
        division_code=wish.division_code,
        beneficiaries=wish.beneficiaries,
        state=OrderState.DRAFTED,
        drafted_by_id=by.person_id or 0,
        drafted_at=by.at,
    )
    for paper in wish.papers:
        _keep(order, paper, by)
    add_recipients(order, owner, wish.recipients, by.date)
    subject(SUBJECT, order.code)
    return order.code


@command("spending.order.add_paper")
def add_paper(*, code: str, paper: PaperWish, by: Actor) -> None:
    """Add a paper before the second signature. Locks the order.

    Raises:
        NotAllowed, NotFound: as `draft_order`.
        BadInput: it is signed twice already, or holds too many papers.
    """
    owner = owner_of(by, "payment.see")
    order = locked_order(code, owner.id)
    if order.state not in WAITING or order.documents.count() >= _MOST_PAPERS:
        raise BadInput(Words(N_("No paper can be added to this order any more.")), field="file")
    _keep(order, paper, by)
    subject(SUBJECT, code, "documents")


def _source(owner: CharityView, wish: OrderWish) -> _Source:
    """Fund and class: the line's own, or the charity's unrestricted fund and the class that was chosen."""
    if wish.line_id is None:
        fund_id = general_fund_of(owner.organisation_id)
        if fund_id is None:
            raise NotFound(Words(N_("This charity has no books yet.")), field="line")
        if wish.cost_class not in CLASSES:
            raise BadInput(Words(N_("Choose what the cost is for.")), field="cost_class")
        return _Source(fund_id, wish.cost_class, None)
    line = BudgetLine.objects.filter(pk=wish.line_id, plan__charity_id=owner.id).first()
    if line is None:
        raise NotFound(Words(N_("There is no such budget line.")), field="line")
    return _Source(plan(line.plan_id).fund_id, line.cost_class, line.plan_id)


def _examine(wish: OrderWish, by: Actor) -> None:
    if not 0 < len(wish.purpose.strip()) <= _LONGEST:
        raise BadInput(
            Words(N_("Say in up to 60 characters what is paid for; donors read it.")), field="purpose"
        )
    if wish.amount_fen <= 0:
        raise BadInput(Words(N_("The amount is above zero.")), field="amount", value=wish.amount_fen)
    if wish.division_code:
        place(wish.division_code, by.date)
    if any(paper.slot not in tuple(Slot) for paper in wish.papers) or len(wish.papers) > _MOST_PAPERS:
        raise BadInput(Words(N_("Say of each paper what it is; at most 20 papers.")), field="documents")


def _keep(order: PaymentOrder, paper: PaperWish, by: Actor) -> None:
    shown = paper.public and paper.slot != Slot.LIST
    file_id = keep_file(
        file=paper.file, purpose=FILE_PURPOSE, seal=Seal.OPEN if shown else Seal.SYSTEM, by=by
    )
    Document.objects.create(
        order=order,
        file_id=file_id,
        slot=paper.slot,
        number=paper.number.strip(),
        public=shown,
        added_by_id=by.person_id or 0,
        added_at=by.at,
    )
