"""The door of lists."""

from qianshan.mechanisms.listing.declare import Chip, Choice, Column, Filter, Kind, Listing
from qianshan.mechanisms.listing.export import XLSX_ROWS, as_json, csv_lines, head, xlsx
from qianshan.mechanisms.listing.query import BadQuery, ListQuery, read_query
from qianshan.mechanisms.listing.read import ListPage, count_rows, read_all, read_page

__all__ = [
    "XLSX_ROWS",
    "BadQuery",
    "Chip",
    "Choice",
    "Column",
    "Filter",
    "Kind",
    "ListPage",
    "ListQuery",
    "Listing",
    "as_json",
    "count_rows",
    "csv_lines",
    "head",
    "read_all",
    "read_page",
    "read_query",
    "xlsx",
]
