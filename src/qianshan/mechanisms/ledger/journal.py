"""Writing the journal: one entry, all its lines in one statement."""

from dataclasses import dataclass
from datetime import date

from qianshan.mechanisms.ledger.kernel.journal import Posting, examine
from qianshan.mechanisms.ledger.models import Book, Entry, Line
from qianshan.mechanisms.ledger.refusals import PeriodClosed
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
    entry = Entry.objects.create(
        book=book,
        kind=head.kind,
        template=head.template,
        booked_on=head.day,
        happened_on=head.happened_on or head.day,
        reverses_id=head.reverses_id,
        settles_id=head.settles_id,
    )
    Line.objects.bulk_create(_line(entry.pk, book.pk, posting) for posting in lines)
    return entry.pk


def _line(entry_id: int, book_id: int, posting: Posting) -> Line:
    return Line(
        entry_id=entry_id,
        book_id=book_id,
        fund_id=posting.fund_id,
        account=posting.account,
        side=posting.side,
        amount=posting.amount_fen,
        channel=posting.channel,
        bank_account=posting.bank_account,
        party=posting.party,
        order_ref=posting.order_ref,
        flow=posting.flow,
        tag=posting.tag,
        raise_kind=posting.raise_kind,
        item=posting.item,
        agency=posting.agency,
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
