"""Books and funds: opening, changing the share of cost, freezing, closing."""

from dataclasses import dataclass
from datetime import date

from qianshan.mechanisms.acts.api import Actor, BadInput, Conflict, NotFound, command, subject
from qianshan.mechanisms.ledger.kernel.kinds import FundKind, FundRole, FundState, Restriction
from qianshan.mechanisms.ledger.locks import lock_funds
from qianshan.mechanisms.ledger.models import Book, Fund
from qianshan.mechanisms.ledger.refusals import FundForbids
from qianshan.mechanisms.ledger.tape import save
from qianshan.mechanisms.ledger.types import BookRef, FundRef
from qianshan.mechanisms.money import yuan
from qianshan.mechanisms.words import N_, Words

MOST_SHARE_BP = 9_999


@dataclass(frozen=True, slots=True)
class NewFund:
    """A fund to be opened.

    Args:
        kind: `restricted` when a giver or the law limits the money.
        q_bp: the share of each gift that is cost by the filed plan, in basis points.
        usable_from: no payment before this day.
        parent_id: the fund that this one is an earmark in.
    """

    name: str
    kind: FundKind = FundKind.RESTRICTED
    role: FundRole = FundRole.PROJECT
    restriction: Restriction = Restriction.USE
    q_bp: int = 0
    usable_from: date | None = None
    parent_id: int | None = None


@command("ledger.book.open")
def open_book(
    *, organisation_id: int, general_name: str, suspense_name: str, by: Actor, regime: str = "npo2026"
) -> BookRef:
    """Open the books of a charity, with its unrestricted fund and the fund where unknown money waits.

    Raises:
        Conflict: the organisation has books.
    """
    if Book.objects.filter(organisation_id=organisation_id).exists():
        raise Conflict(Words(N_("This organisation has books already.")))
    book = Book.objects.create(organisation_id=organisation_id, regime=regime, opened_on=by.date)
    general = Fund.objects.create(
        book=book, name=general_name, kind=FundKind.UNRESTRICTED, role=FundRole.GENERAL
    )
    suspense = Fund.objects.create(
        book=book,
        name=suspense_name,
        kind=FundKind.RESTRICTED,
        role=FundRole.SUSPENSE,
        restriction=Restriction.USE,
    )
    subject("ledger.book", book.pk)
    return BookRef(book.pk, general.pk, suspense.pk)


@command("ledger.fund.open")
def open_fund(*, book_id: int, fund: NewFund, by: Actor) -> FundRef:
    """Open a fund: the tape of one (project, plan), an earmark, a pool.

    Raises:
        NotFound: there is no such book, or the parent is not in it.
        BadInput: the share is not below the whole; an unrestricted fund has one.
    """
    book = Book.objects.filter(pk=book_id).first()
    if book is None:
        raise NotFound(Words(N_("There is no such book.")), field="book_id", value=book_id)
    if fund.parent_id is not None and not Fund.objects.filter(pk=fund.parent_id, book=book).exists():
        raise NotFound(Words(N_("There is no such fund.")), field="parent_id", value=fund.parent_id)
    _require_share(fund.q_bp)
    if fund.kind == FundKind.UNRESTRICTED and fund.q_bp:
        raise BadInput(
            Words(N_("An unrestricted fund pays everything from one lane; it has no share of cost.")),
            field="q_bp",
            value=fund.q_bp,
        )
    row = Fund.objects.create(
        book=book,
        name=fund.name,
        kind=fund.kind,
        role=fund.role,
        restriction=fund.restriction if fund.kind == FundKind.RESTRICTED else Restriction.NONE,
        usable_from=fund.usable_from,
        parent_id=fund.parent_id,
        q_bp=fund.q_bp,
        has_cost_lane=fund.q_bp > 0,
    )
    subject("ledger.fund", row.pk)
    return FundRef(row.pk, book.pk)


def _require_share(q_bp: int) -> None:
    if not 0 <= q_bp <= MOST_SHARE_BP:
        raise BadInput(
            Words(N_("The share of cost lies between 0 and 99.99 percent.")), field="q_bp", value=q_bp
        )


@command("ledger.fund.set_share")
def set_share(*, fund_id: int, q_bp: int, by: Actor) -> None:
    """Change the share of cost for gifts from now on; what is booked stays as it lies.

    Raises:
        BadInput: the share is not below the whole, or the fund is unrestricted.
    """
    _require_share(q_bp)
    fund = lock_funds([fund_id])[fund_id]
    if fund.kind == FundKind.UNRESTRICTED and q_bp:
        raise BadInput(
            Words(N_("An unrestricted fund pays everything from one lane; it has no share of cost.")),
            field="q_bp",
            value=q_bp,
        )
    if fund.q_bp != q_bp:
        fund.q_bp, fund.g = q_bp, 0
        fund.has_cost_lane = fund.has_cost_lane or q_bp > 0
        save(fund)
    subject("ledger.fund", fund_id, "q_bp")


@command("ledger.fund.freeze")
def freeze_fund(*, fund_id: int, by: Actor) -> None:
    """Let a fund take gifts and pay nothing.

    Raises:
        FundForbids: it is closed.
    """
    _set_state(fund_id, FundState.FROZEN)


@command("ledger.fund.thaw")
def thaw_fund(*, fund_id: int, by: Actor) -> None:
    """Let a frozen fund pay again.

    Raises:
        FundForbids: it is closed.
    """
    _set_state(fund_id, FundState.OPEN)


def _set_state(fund_id: int, state: FundState) -> None:
    fund = lock_funds([fund_id])[fund_id]
    if fund.state == FundState.CLOSED:
        raise FundForbids(Words(N_("The fund %(fund)s is closed and takes no money."), fund=fund.name))
    fund.state = state
    save(fund)
    subject("ledger.fund", fund_id, "state")


@command("ledger.fund.close")
def close_fund(*, fund_id: int, by: Actor, successor_id: int | None = None) -> None:
    """Close a fund whose fen have all gone somewhere; late gifts go to its successor, else to suspense.

    Raises:
        FundForbids: fen are still free, or it is the general or the suspense fund.
        NotFound: the successor is not in the same book.
        BadInput: the successor is closed or the fund itself.
    """
    funds = lock_funds([fund_id] if successor_id is None else [fund_id, successor_id])
    fund = funds[fund_id]
    if fund.role in {FundRole.GENERAL, FundRole.SUSPENSE}:
        raise FundForbids(Words(N_("The fund %(fund)s stays open as long as the book."), fund=fund.name))
    if fund.free_fen:
        raise FundForbids(
            Words(
                N_("%(free)s yuan of the fund %(fund)s are not used. Move them before it closes."),
                free=yuan(fund.free_fen),
                fund=fund.name,
            )
        )
    if successor_id is not None:
        _require_successor(fund, funds[successor_id])
    fund.state, fund.successor_id = FundState.CLOSED, successor_id
    save(fund)
    subject("ledger.fund", fund_id, "state", "successor")


def _require_successor(fund: Fund, successor: Fund) -> None:
    if successor.book_id != fund.book_id:
        raise NotFound(Words(N_("There is no such fund.")), field="successor_id", value=successor.pk)
    if successor.pk == fund.pk or successor.state == FundState.CLOSED:
        raise BadInput(
            Words(N_("Choose an open fund other than %(fund)s as its successor."), fund=fund.name),
            field="successor_id",
            value=successor.pk,
        )


@command("ledger.book.close_until")
def close_books_until(*, book_id: int, day: date, by: Actor) -> None:
    """Close a book up to a day: no entry is booked on it or before any more.

    Raises:
        NotFound: there is no such book.
        BadInput: a later day is closed already.
    """
    book = Book.objects.select_for_update(no_key=True).filter(pk=book_id).first()
    if book is None:
        raise NotFound(Words(N_("There is no such book.")), field="book_id", value=book_id)
    if book.closed_until is not None and day < book.closed_until:
        raise BadInput(
            Words(N_("The books are closed up to %(closed)s already."), closed=book.closed_until),
            field="day",
            value=day,
        )
    book.closed_until = day
    book.save(update_fields=["closed_until"])
    subject("ledger.book", book_id, "closed_until")
