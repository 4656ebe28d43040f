"""A list as page, file or JSON, all from one declaration and one address.

    return list_answer(request, GIFTS, "giving/gifts.html", scope=charity_id, context={...})

The template gets `page` and draws `{% list_filters page %}` and `{% list_table page %}`;
`?format=csv|xlsx|json` answers with exactly the filtered rows.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import render

from qianshan.mechanisms.acts.api import BadInput
from qianshan.mechanisms.calendar import clock
from qianshan.mechanisms.listing.api import (
    XLSX_ROWS,
    Listing,
    as_json,
    count_rows,
    csv_lines,
    read_all,
    read_page,
    read_query,
    xlsx,
)
from qianshan.mechanisms.words import N_, Words

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class TooManyRows(BadInput):
    """A workbook of so many rows would not open."""

    code = "too_many_rows"


def list_answer(
    request: HttpRequest,
    listing: Listing[Any],
    template: str,
    *,
    scope: object = None,
    context: dict[str, object] | None = None,
) -> HttpResponseBase:
    """Answer with the page of a list, or with its rows as file or JSON.

    Raises:
        BadQuery: the address asks for what the list does not have.
        TooManyRows: more rows than a workbook takes.
    """
    query = read_query(listing, request.GET.dict())
    wanted = request.GET.get("format", "")
    if wanted == "csv":
        lines = csv_lines(listing, read_all(listing, query, scope))
        return _named(StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8"), listing, "csv")
    if wanted == "xlsx":
        if count_rows(listing, query, scope) > XLSX_ROWS:
            words = Words(
                N_("More than %(limit)s rows: narrow the list or take the CSV file."), limit=XLSX_ROWS
            )
            raise TooManyRows(words, field="format")
        book = xlsx(listing, read_all(listing, query, scope))
        return _named(HttpResponse(book, content_type=XLSX_TYPE), listing, "xlsx")
    page = read_page(listing, query, scope)
    if wanted == "json":
        rows = [as_json(listing, row) for row in page.rows]
        return JsonResponse({"rows": rows, "total": page.total, "next": page.next_href or None})
    return render(request, template, {"page": page} | (context or {}))


def _named(response: HttpResponseBase, listing: Listing[Any], ending: str) -> HttpResponseBase:
    day = clock.date_of(clock.now())
    response.headers["Content-Disposition"] = f'attachment; filename="{listing.key}-{day}.{ending}"'
    return response
