"""Reading a list: one page by its cursor, or every row in chunks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import FieldError, ValidationError
from django.db import DataError
from django.db.models import Q, QuerySet

from qianshan.mechanisms.listing.declare import Listing
from qianshan.mechanisms.listing.query import BadQuery, ListQuery, write_cursor
from qianshan.mechanisms.words import N_, Words

RowT = TypeVar("RowT")
CHUNK_ROWS = 1000


@dataclass(frozen=True, slots=True)
class ListPage(Generic[RowT]):
    """One page of a list.

    Attributes:
        total: rows of the whole filtered list; None where it was not counted.
        next_href: query string of the next page, empty on the last one.
        first_href: query string of the first page, empty on it.
    """

    listing: Listing[RowT]
    query: ListQuery
    rows: Sequence[RowT]
    total: int | None
    next_href: str
    first_href: str


def read_page(
    listing: Listing[RowT], query: ListQuery, scope: object = None, *, counted: bool = True
) -> ListPage[RowT]:
    """Read one page: one query for the rows, one for the count, those of `prepare`.

    Raises:
        BadQuery: the cursor's value is of another kind than the sort column.
    """
    filtered = _filtered(listing, query, scope)
    found = _after(listing, query, filtered, listing.page_rows + 1)
    shown, more = found[: listing.page_rows], len(found) > listing.page_rows
    end = _cursor(listing, query, shown[-1]) if more else ""
    return ListPage(
        listing,
        query,
        listing.prepare(shown),
        filtered.count() if counted else None,
        query.address(after=end) if end else "",
        query.address() if query.after else "",
    )


def read_all(listing: Listing[RowT], query: ListQuery, scope: object = None) -> Iterator[RowT]:
    """Every row of the question, in chunks by cursor: exactly what the pages show, in their order."""
    filtered = _filtered(listing, query, scope)
    place = ListQuery(query.filters, query.sort)
    while True:
        found = _after(listing, place, filtered, CHUNK_ROWS)
        yield from listing.prepare(found)
        if len(found) < CHUNK_ROWS:
            return
        last = found[-1]
        place = ListQuery(query.filters, query.sort, (_sort_value(listing, query, last), last.pk))


def count_rows(listing: Listing[RowT], query: ListQuery, scope: object = None) -> int:
    """How many rows the question has."""
    return _filtered(listing, query, scope).count()


def _filtered(listing: Listing[RowT], query: ListQuery, scope: object) -> QuerySet[Any]:
    rows = listing.rows(scope)
    for declared in listing.filters:
        value = query.value(declared.key)
        if value:
            rows = declared.apply(rows, value)
    return rows


def _after(listing: Listing[RowT], query: ListQuery, rows: QuerySet[Any], limit: int) -> list[Any]:
    name = _sort_name(listing, query)
    way, sign = ("lt", "-") if query.descending else ("gt", "")
    try:
        if query.after:
            value, key = query.after
            rows = rows.filter(Q(**{f"{name}__{way}": value}) | Q(**{name: value, f"pk__{way}": key}))
        return list(rows.order_by(f"{sign}{name}", f"{sign}pk")[:limit])
    except (ValueError, TypeError, FieldError, ValidationError, DataError) as broken:
        words = Words(N_("The address of this page of the list is broken. Start from its first page."))
        raise BadQuery(words, field="after") from broken


def _sort_name(listing: Listing[RowT], query: ListQuery) -> str:
    column = listing.column(query.sort.removeprefix("-"))
    return column.sort if column else "pk"


def _sort_value(listing: Listing[RowT], query: ListQuery, model: Any) -> object:
    value = model
    for part in _sort_name(listing, query).split("__"):
        value = getattr(value, part)
    return value


def _cursor(listing: Listing[RowT], query: ListQuery, model: Any) -> str:
    return write_cursor(_sort_value(listing, query, model), model.pk)
