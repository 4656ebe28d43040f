"""Money that comes in without being a gift of a batch: opening balances, grants, fees, interest, gains."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qianshan.mechanisms.acts.api import Actor, BadInput, NotFound, command, subject
from qianshan.mechanisms.ledger.journal import Head, post
from qianshan.mechanisms.ledger.kernel.journal import Money, Posting
from qianshan.mechanisms.ledger.kernel.kinds import InflowKind
from qianshan.mechanisms.ledger.kernel.templates import received, t04_moved
from qianshan.mechanisms.ledger.locks import lock_funds
from qianshan.mechanisms.ledger.models import Book
from qianshan.mechanisms.ledger.tape import Arriving, append, save
from qianshan.mechanisms.words import N_, Words

ACCOUNT_OF = {
    InflowKind.GRANT: ("4401", "T28"),
    InflowKind.SERVICE: ("4301", "T27"),
    InflowKind.MEMBERSHIP: ("4201", "T22"),
    InflowKind.INTEREST: ("4901", "T26"),
    InflowKind.PROCEEDS: ("4501", "T06"),
    InflowKind.INVESTMENT: ("4601", "T26"),
}


@dataclass(frozen=True, slots=True)
class OpeningFund:
    """What lies on a fund's tape when its book opens, by lane."""

    fund_id: int
    programme_fen: int
    cost_fen: int = 0


def _book(book_id: int) -> Book:
    book = Book.objects.filter(pk=book_id).first()
    if book is None:
        raise NotFound(Words(N_("There is no such book.")), field="book_id", value=book_id)
    return book


@command("ledger.book.opening")
def book_opening(
    *, book_id: int, lines: Sequence[Posting], funds: Sequence[OpeningFund], by: Actor, on: date | None = None
) -> int:
    """Book the opening balance sheet: one entry, and one stretch for each lane of each fund; returns the entry.

    Raises:
        NotFound: there is no such book.
        BadInput: a fund is not in the book.
    """
    book = _book(book_id)
    locked = lock_funds([one.fund_id for one in funds])
    if any(fund.book_id != book_id for fund in locked.values()):
        raise BadInput(Words(N_("Each fund of an opening balance is in its book.")), field="funds")
    entry_id = post(book, Head("opening", "OPEN", on or by.date), list(lines))
    for one in funds:
        arriving = [
            Arriving(InflowKind.OPENING, amount, all_cost=cost)
            for amount, cost in ((one.cost_fen, True), (one.programme_fen, False))
            if amount
        ]
        append(locked[one.fund_id], arriving, entry_id=entry_id, at=by.at)
    save(*locked.values())
    subject("ledger.book", book_id)
    return entry_id


@dataclass(frozen=True, slots=True)
class Income:
    """Money that a fund receives and that is no gift of a donor.

    Args:
        into: where the money came.
        cost_fen: the part of a grant that its agreement grants for overhead.
    """

    fund_id: int
    kind: InflowKind
    amount_fen: int
    into: Money
    party: str = ""
    cost_fen: int = 0
    on: date | None = None


@command("ledger.inflow.receive")
def receive(*, income: Income, by: Actor) -> int:
    """Book income such as a grant, a fee, interest or a gain; returns the entry.

    Raises:
        BadInput: the kind has its own command, or an amount is out of range.
        FundForbids: the fund is closed.
    """
    _examine(income)
    fund = lock_funds([income.fund_id])[income.fund_id]
    account, template = ACCOUNT_OF[income.kind]
    lines = received(fund.pk, account, income.amount_fen, income.into, party=income.party)
    entry_id = post(fund.book, Head(income.kind, template, income.on or by.date), lines)
    parts = ((income.cost_fen, True), (income.amount_fen - income.cost_fen, False))
    arriving = [Arriving(income.kind, amount, all_cost=cost) for amount, cost in parts if amount]
    append(fund, arriving, entry_id=entry_id, at=by.at)
    save(fund)
    subject("ledger.fund", fund.pk)
    return entry_id


def _examine(income: Income) -> None:
    if income.kind not in ACCOUNT_OF:
        raise BadInput(
            Words(N_("This kind of money is booked by its own command.")), field="kind", value=income.kind
        )
    most_cost = income.amount_fen if income.kind == InflowKind.GRANT else 0
    if income.amount_fen <= 0 or not 0 <= income.cost_fen <= most_cost:
        raise BadInput(
            Words(
                N_("The amount is above zero, and its part for cost, if a grant allows one, is within it.")
            ),
            field="amount_fen",
            value=income.amount_fen,
        )


@command("ledger.money.move")
def move_money(
    *, book_id: int, amount_fen: int, source: Money, target: Money, by: Actor, on: date | None = None
) -> int:
    """Book money that moves between own places (a channel settles, a till is banked); no tape moves.

    Raises:
        NotFound: there is no such book.
        BadInput: the amount is not above zero.
    """
    if amount_fen <= 0:
        raise BadInput(Words(N_("The amount is above zero.")), field="amount_fen", value=amount_fen)
    template = "T02" if source.account == "1009" else "T04"
    head = Head("move_money", template, on or by.date)
    entry_id = post(_book(book_id), head, t04_moved(amount_fen, source, target))
    subject("ledger.entry", entry_id)
    return entry_id
