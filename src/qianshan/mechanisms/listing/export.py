"""Exports: exactly the filtered rows as CSV, XLSX or JSON."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from qianshan.mechanisms.calendar.clock import SHANGHAI
from qianshan.mechanisms.listing.declare import Column, Kind, Listing
from qianshan.mechanisms.money import yuan
from qianshan.mechanisms.words import N_, Words

RowT = TypeVar("RowT")
BOM = "\ufeff"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
XLSX_ROWS = 100_000


def head(column: Column[RowT]) -> str:
    """The head of a column; money names its unit."""
    if column.kind is Kind.FEN:
        return str(Words(N_("%(name)s (yuan)"), name=column.words))
    return str(column.words)


def csv_lines(listing: Listing[RowT], rows: Iterable[RowT]) -> Iterator[bytes]:
    """The file line by line, UTF-8 with a mark, so that Excel reads Chinese."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)

    def line(values: Iterable[str]) -> bytes:
        writer.writerow(values)
        text = buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        return text.encode()

    yield BOM.encode() + line(head(column) for column in listing.columns)
    for row in rows:
        yield line(_csv_cell(column, row) for column in listing.columns)


def _csv_cell(column: Column[RowT], row: RowT) -> str:
    value = column.value(row)
    if value is None:
        return ""
    if column.kind is Kind.FEN and isinstance(value, int):
        return yuan(value).replace(",", "")
    if isinstance(value, int):
        return str(value)
    text = plain(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def plain(value: object) -> str:
    """A value as text: days and instants in Asia/Shanghai."""
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
    return value.isoformat() if isinstance(value, date) else str(value)


def xlsx(listing: Listing[RowT], rows: Iterable[RowT]) -> bytes:
    """The workbook: numbers are numbers, text is never a formula, the head stays in sight."""
    import xlsxwriter

    target = io.BytesIO()
    options = {
        "in_memory": True,
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet()
        bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(listing.columns):
            sheet.write_string(0, place, head(column), bold)
        for number, row in enumerate(rows, start=1):
            for place, column in enumerate(listing.columns):
                _xlsx_cell(sheet, (number, place), (column, row), money)
    return target.getvalue()


def _xlsx_cell(sheet: Any, at: tuple[int, int], cell: tuple[Column[Any], Any], money: Any) -> None:
    column, row = cell
    value = column.value(row)
    if value is None:
        return
    if column.kind is Kind.FEN and isinstance(value, int):
        sheet.write_number(*at, Decimal(value).scaleb(-2), money)
    elif isinstance(value, int):
        sheet.write_number(*at, value)
    else:
        sheet.write_string(*at, plain(value))


def as_json(listing: Listing[RowT], row: RowT) -> dict[str, object]:
    """One row for programs: money stays fen, with the unit in its name."""
    answer: dict[str, object] = {}
    for column in listing.columns:
        value = column.value(row)
        name = (
            f"{column.key}_fen" if column.kind is Kind.FEN and not column.key.endswith("_fen") else column.key
        )
        answer[name] = value if isinstance(value, int | float | bool) or value is None else plain(value)
    return answer
