"""What a list is: its columns, filters, order and scope."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Generic, TypeVar, cast

from django.db.models import QuerySet

from qianshan.mechanisms.words import Words

RowT = TypeVar("RowT")
OtherT = TypeVar("OtherT")


class Kind(StrEnum):
    """How a value is shown and exported."""

    TEXT = "text"
    CODE = "code"
    FEN = "fen"
    COUNT = "count"
    DATE = "date"
    INSTANT = "instant"
    CHIP = "chip"


@dataclass(frozen=True, slots=True)
class Chip:
    """A state in a cell: word and tone (see the web tier's tones)."""

    text: str
    tone: str = "plain"

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Column(Generic[RowT]):
    """One column.

    Attributes:
        key: stable name, in URLs, CSV heads are words.
        words: the head.
        value: reads the value from a prepared row.
        kind: how it is shown; `FEN` is right-aligned, in yuan, the unit once in the head.
        sort: the database field or annotation it sorts by; it is never null. Empty: not sortable.
        href: the link of the cell.
        note: a second line.
        export_only: stands in exports and JSON, not on the page.
    """

    key: str
    words: Words
    value: Callable[[RowT], object]
    kind: Kind = Kind.TEXT
    sort: str = ""
    href: Callable[[RowT], str] | None = None
    note: Callable[[RowT], object] | None = None
    export_only: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a filter."""

    value: str
    words: Words


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter, by its key in the URL.

    Attributes:
        apply: narrows the rows to a value that was checked.
        choices: the values there are; empty: free text of at most 80 characters.
    """

    key: str
    words: Words
    apply: Callable[[QuerySet[Any], str], QuerySet[Any]]
    choices: Callable[[], Sequence[Choice]] | None = None


@dataclass(frozen=True, slots=True)
class Listing(Generic[RowT]):
    """A list declared once.

    Attributes:
        key: stable name; the file name of exports.
        words: what the rows are.
        rows: all rows of a scope (an organisation, a project), narrowed by nothing else.
        prepare: turns the models of a page into rows, with a fixed number of queries.
        columns: from left to right.
        filters: in the order of the filter bar.
        default_sort: `key` or `-key` of a sortable column.
        page_rows: rows a page.
    """

    key: str
    words: Words
    rows: Callable[[Any], QuerySet[Any]]
    columns: tuple[Column[RowT], ...]
    default_sort: str
    prepare: Callable[[list[Any]], Sequence[RowT]] = field(default=list)
    filters: tuple[Filter, ...] = ()
    page_rows: int = 50

    def column(self, key: str) -> Column[RowT] | None:
        """The column of this key."""
        return next((column for column in self.columns if column.key == key), None)

    def shown_as(
        self,
        show: Callable[[list[RowT]], Sequence[OtherT]],
        columns: tuple[Column[OtherT], ...],
        *,
        default_sort: str,
        page_rows: int = 50,
    ) -> "Listing[OtherT]":
        """The same rows, scope and filters with columns of an upper tier, which sees more of them."""
        before = self.prepare
        fields = {"columns": columns, "default_sort": default_sort, "page_rows": page_rows}
        other = replace(self, prepare=lambda models: show(list(before(models))), **fields)  # type: ignore[arg-type, return-value]  # the row type changes with its columns
        return cast("Listing[OtherT]", other)


AnyListing = Listing[Any]
