"""Writing the journal: one entry, all its lines in one statement."""

from dataclasses import dataclass
from datetime import date

from qianshan.mechanisms.ledger.kernel.journal import Posting, examine
from qianshan.mechanisms.ledger.models import Book, Line
from qianshan.mechanisms.ledger.refusals import PeriodClosed
from qianshan.mechanisms.ledger.rows import insert
from qianshan.mechanisms.words import N_, Words


def open_day(book: Book, wanted: date, today: date) -> date:
    """The day on which an event of `wanted` is booked: that day, or today when its month is closed."""
    if book.closed_until is not None and wanted <= book.closed_until:
        return today
    return wanted


def require_open(book: Book, booked_on: date) -> None:
    """Refuse a day of a closed month.

    Raises:
        PeriodClosed: the book takes no entry on that day.
    """
    if book.closed_until is not None and booked_on <= book.closed_until:
        raise PeriodClosed(
            Words(
                N_("The books are closed up to %(closed)s. Choose a later day than %(day)s."),
                closed=book.closed_until,
                day=booked_on,
            ),
            field="booked_on",
            value=booked_on,
        )


@dataclass(frozen=True, slots=True)
class Head:
    """What an entry says beside its lines. `happened_on`: its own day when that month was closed already."""

    kind: str
    template: str
    day: date
    happened_on: date | None = None
    reverses_id: int | None = None
    settles_id: int | None = None


def post(book: Book, head: Head, lines: list[Posting]) -> int:
    """Store one entry of a book; returns its id.

    Raises:
        PeriodClosed: the book takes no entry on that day.
        BadEntry: the program made lines that no book may hold.
    """
    require_open(book, head.day)
    examine(book.regime, lines)
    [entry_id] = insert("ledger_entry", _ENTRY, [(book.pk, *_head(head))])
    insert("ledger_line", _LINE, [_line(entry_id, book.pk, posting) for posting in lines])
    return entry_id


_ENTRY = ("book_id", "kind", "template", "booked_on", "happened_on", "reverses_id", "settles_id")
_LINE = (
    "entry_id", "book_id", "account", "side", "amount", "fund_id", "channel", "bank_account", "party", "order_ref",
    "flow", "tag", "raise_kind", "item", "agency",
)  # fmt: skip


def _head(head: Head) -> tuple[object, ...]:
    happened_on = head.happened_on or head.day
    return (str(head.kind), head.template, head.day, happened_on, head.reverses_id, head.settles_id)


def _line(entry_id: int, book_id: int, posting: Posting) -> tuple[object, ...]:
    return (
        entry_id,
        book_id,
        posting.account,
        posting.side,
        posting.amount_fen,
        posting.fund_id,
        posting.channel,
        posting.bank_account,
        posting.party,
        posting.order_ref,
        posting.flow,
        posting.tag,
        posting.raise_kind,
        posting.item,
        posting.agency,
    )


def postings_of(entry_id: int) -> list[Posting]:
    """The lines of a stored entry, in the order in which they were written."""
    return [
        Posting(
            row.account,
            row.side,
            row.amount,
            row.fund_id,
            channel=row.channel,
            bank_account=row.bank_account,
            party=row.party,
            order_ref=row.order_ref,
            flow=row.flow,
            tag=row.tag,
            raise_kind=row.raise_kind,
            item=row.item,
            agency=row.agency,
        )
        for row in Line.objects.filter(entry_id=entry_id).order_by("id")
    ]


def reverse(book: Book, kind: str, day: date, entry_id: int) -> int:
    """Take an entry back in red, line by line; returns the new entry's id."""
    lines = [posting.red() for posting in postings_of(entry_id)]
    return post(book, Head(kind, "T13", day, reverses_id=entry_id), lines)
