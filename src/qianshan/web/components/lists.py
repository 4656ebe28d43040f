"""A list drawn from its declaration: filter bar, table with sort links, export links."""

from dataclasses import dataclass
from typing import Any

from qianshan.mechanisms.listing.api import Chip, Column, Kind, ListPage, head
from qianshan.mechanisms.money import yuan
from qianshan.web.components.library import register

RIGHT = (Kind.FEN, Kind.COUNT)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as the template draws it."""

    column: Column[Any]
    label: str
    value: object
    href: str
    note: object
    number: bool
    chip: bool


@register.inclusion_tag("components/list_filters.html")
def list_filters(page: ListPage[Any], *, search_label: str = "") -> dict[str, object]:
    """The filter bar; its state stands in the URL, and it works without script."""
    filters = [
        {
            "declared": declared,
            "value": page.query.value(declared.key),
            "choices": declared.choices() if declared.choices else None,
        }
        for declared in page.listing.filters
    ]
    files = [(name.upper(), page.query.address(file_format=name)) for name in ("csv", "xlsx")]
    narrowed = any(value for _key, value in page.query.filters)
    return {"page": page, "filters": filters, "files": files, "narrowed": narrowed, "label": search_label}


@register.inclusion_tag("components/list_table.html")
def list_table(page: ListPage[Any], *, empty_title: str = "", empty_text: str = "") -> dict[str, object]:
    """The rows, with sort links in the heads; on a phone each row is a block."""
    columns = [column for column in page.listing.columns if not column.export_only]
    heads = [_head(page, column) for column in columns]
    rows = [[_cell(column, row) for column in columns] for row in page.rows]
    return {"page": page, "heads": heads, "rows": rows, "empty_title": empty_title, "empty_text": empty_text}


def _head(page: ListPage[Any], column: Column[Any]) -> dict[str, object]:
    sorted_here = page.query.sort.removeprefix("-") == column.key
    descending = sorted_here and page.query.descending
    other = column.key if descending else f"-{column.key}" if sorted_here else column.key
    return {
        "words": head(column),
        "number": column.kind in RIGHT,
        "href": page.query.address(sort=other) if column.sort else "",
        "order": ("descending" if descending else "ascending") if sorted_here else "",
        "icon": ("sort-descending" if descending else "sort-ascending") if sorted_here else "",
    }


def _cell(column: Column[Any], row: Any) -> Cell:
    value = column.value(row)
    shown = yuan(value).replace("-", "−") if column.kind is Kind.FEN and isinstance(value, int) else value
    return Cell(
        column,
        head(column),
        shown,
        column.href(row) if column.href else "",
        column.note(row) if column.note else "",
        column.kind in RIGHT,
        isinstance(value, Chip),
    )
