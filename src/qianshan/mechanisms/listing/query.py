"""What is asked of a list: filters, sort and cursor, read from the URL and written back to it."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from qianshan.mechanisms.acts.api import BadInput
from qianshan.mechanisms.listing.declare import AnyListing
from qianshan.mechanisms.words import N_, Words

FREE_TEXT_LIMIT = 80
OWN = ("sort", "after", "format")


class BadQuery(BadInput):
    """The address asks for something that this list does not have."""

    code = "bad_query"
    status = 400


@dataclass(frozen=True, slots=True)
class ListQuery:
    """A checked question: filter values by key, sort, and where the last page ended."""

    filters: tuple[tuple[str, str], ...]
    sort: str
    after: tuple[object, int] | None = None

    @property
    def descending(self) -> bool:
        """Whether the greatest stands first."""
        return self.sort.startswith("-")

    def value(self, key: str) -> str:
        """The value of a filter, empty when it is not set."""
        return dict(self.filters).get(key, "")

    def address(self, *, sort: str | None = None, after: str = "", file_format: str = "") -> str:
        """The query string of the same question with another sort, page or format."""
        parts = [pair for pair in self.filters if pair[1]]
        parts += [("sort", sort or self.sort)]
        parts += [("after", after)] if after else []
        parts += [("format", file_format)] if file_format else []
        return "?" + urlencode(parts)


def read_query(listing: AnyListing, parameters: Mapping[str, str]) -> ListQuery:
    """Read the question from URL parameters; those of other parts of the page are left alone.

    Raises:
        BadQuery: a filter value outside its choices, an unknown sort, a broken cursor.
    """
    filters = []
    for declared in listing.filters:
        value = parameters.get(declared.key, "").strip()
        if value:
            _check_value(declared.key, value, declared.choices and {c.value for c in declared.choices()})
            filters.append((declared.key, value))
    sort = parameters.get("sort", "") or listing.default_sort
    column = listing.column(sort.removeprefix("-"))
    if column is None or not column.sort:
        raise BadQuery(
            Words(N_("This list cannot be sorted by “%(value)s”."), value=sort[:FREE_TEXT_LIMIT]),
            field="sort",
            value=sort,
        )
    return ListQuery(tuple(filters), sort, read_cursor(parameters.get("after", "")))


def _check_value(key: str, value: str, choices: set[str] | None) -> None:
    if choices is not None and value not in choices:
        words = Words(
            N_("“%(value)s” is not among the choices of the filter “%(filter)s”."),
            value=value[:FREE_TEXT_LIMIT],
            filter=key,
        )
        raise BadQuery(words, field=key, value=value)
    if len(value) > FREE_TEXT_LIMIT or "\x00" in value:
        raise BadQuery(
            Words(N_("A search text has at most %(limit)s characters."), limit=FREE_TEXT_LIMIT),
            field=key,
            value=value,
        )


def write_cursor(value: object, key: int) -> str:
    """Where a page ends: the sort value and the primary key of its last row."""
    if isinstance(value, datetime):
        value = {"instant": value.isoformat()}
    elif isinstance(value, date):
        value = {"day": value.isoformat()}
    text = json.dumps([value, key], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(text: str) -> tuple[object, int] | None:
    """Read a cursor; nothing when there is none.

    Raises:
        BadQuery: it was not written by this list.
    """
    if not text:
        return None
    try:
        return _unpack(text)
    except (binascii.Error, ValueError, TypeError, StopIteration) as broken:
        words = Words(N_("The address of this page of the list is broken. Start from its first page."))
        raise BadQuery(words, field="after", value=text) from broken


def _unpack(text: str) -> tuple[object, int]:
    value, key = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    if isinstance(value, dict):
        kind, written = next(iter(value.items()))
        value = datetime.fromisoformat(written) if kind == "instant" else date.fromisoformat(written)
    if not isinstance(key, int) or isinstance(value, list):
        raise TypeError(text)
    return value, key
