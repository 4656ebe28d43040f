"""The queue: what runs out first on top, grouped by when; filters live in the URL."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from qianshan.mechanisms.access.api import OPERATOR, Hat
from qianshan.mechanisms.cases.api import (
    PROCEDURES,
    CaseRow,
    QueueFilter,
    correction_windows,
    punctuality,
    queue,
    tabs,
)
from qianshan.mechanisms.cases.queries.queue import CLOSED, MINE
from qianshan.mechanisms.cases.queries.rows import PAGE
from qianshan.mechanisms.divisions.api import children
from qianshan.mechanisms.law.kernel import cite
from qianshan.mechanisms.listing.export import FORMULA_STARTS
from qianshan.mechanisms.words import Words
from qianshan.web.components.navigation import Tab
from qianshan.web.hats import needs_hat

SOON_WORKDAYS = 3
MAX_PAGE = 1000
EXPORT = 5_000


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the queue with its basis in words."""

    row: CaseRow
    short: str
    basis: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that run out at about the same time."""

    title: str
    lines: tuple[Line, ...]


def wanted_from(query: QueryDict) -> QueueFilter:
    """The filter that stands in the URL; what cannot be read is left out."""
    page = query.get("page", "1")
    return QueueFilter(
        tab=query.get("tab", MINE),
        text=query.get("q", "").strip()[:60],
        procedure=query.get("procedure", ""),
        division=query.get("division", "") if query.get("division", "").isdigit() else "",
        page=min(int(page), MAX_PAGE) if page.isascii() and page.isdigit() else 1,
    )


def _group_of(row: CaseRow) -> str:
    if row.workdays is None:
        return _("Closed") if row.closed_at else _("Without a clock")
    if row.workdays < 0:
        return _("Overdue")
    if row.workdays == 0:
        return _("Today")
    if row.workdays <= SOON_WORKDAYS:
        return _("Within 3 working days")
    return _("Later")


def groups(rows: Sequence[CaseRow], person_id: int) -> list[Group]:
    """The rows in their order, under headings."""
    return [
        Group(title, tuple(_line(row, person_id) for row in found))
        for title, found in groupby(rows, key=_group_of)
    ]


def _line(row: CaseRow, person_id: int) -> Line:
    return Line(row, str(Words(row.procedure.short)), _basis(row), row.holder_id == person_id)


def _basis(row: CaseRow) -> str:
    if not row.clock_article:
        return ""
    article = str(cite(row.clock_article))
    if not row.clock_length:
        return _("%(article)s, the same day") % {"article": article}
    values = {"article": article, "length": row.clock_length}
    if row.clock_unit == "workday":
        return _("%(article)s, %(length)s working days") % values
    return _("%(article)s, %(length)s days") % values


@require_GET
@needs_hat
def queue_page(request: HttpRequest, hat: Hat) -> HttpResponse:
    """The queue of this officer and his office; the operator has no cases and goes to his own desk."""
    if hat.kind == OPERATOR:
        return HttpResponseRedirect(reverse("operator:home", args=[hat.uscc]))
    hat.may("case.open").required()
    wanted, on = wanted_from(request.GET), hat.actor.date
    rows = queue(hat.organisation_id, hat.person_id, hat.roles, wanted, on=on)
    shown, more = rows[:PAGE], len(rows) > PAGE
    here = reverse("desk:queue", args=[hat.uscc])
    found = tabs(hat.organisation_id, hat.person_id, hat.roles)
    return render(
        request,
        "casework/queue.html",
        {
            "wanted": wanted,
            "groups": groups(shown, hat.person_id),
            "tabs": [
                Tab(str(tab.title), f"{here}?{urlencode({'tab': tab.key})}", tab.key == wanted.tab, tab.count)
                for tab in found
            ],
            "title": next((tab.title for tab in found if tab.key == wanted.tab), found[0].title),
            "count": next((tab.count for tab in found if tab.key == wanted.tab), 0),
            "overdue": sum(1 for row in shown if row.overdue),
            "due_today": sum(1 for row in shown if row.workdays == 0),
            "procedures": [(one.key, str(Words(one.title))) for one in PROCEDURES.values()],
            "places": children("52", on),
            "closed": wanted.tab == CLOSED,
            "export": f"{reverse('desk:queue_csv', args=[hat.uscc])}?{request.GET.urlencode()}",
            "earlier": _page(request.GET, wanted.page - 1) if wanted.page > 1 else "",
            "later": _page(request.GET, wanted.page + 1) if more else "",
            "kept": punctuality(hat.organisation_id, on=on),
            "windows": correction_windows(hat.organisation_id, on=on),
        },
    )


def _cells(line: Line) -> list[str]:
    """A row of the queue as text, in the order of the heads."""
    row = line.row
    return [
        row.due_on.isoformat() if row.due_on else "",
        "" if row.workdays is None else str(row.workdays),
        str(row.heading),
        row.organisation_name,
        row.code,
        str(row.state_words),
        line.basis,
    ]


@require_GET
@needs_hat
def queue_csv(request: HttpRequest, hat: Hat) -> HttpResponse:
    """Exactly the filtered rows as CSV (UTF-8 with a mark), at most 5,000."""
    hat.may("case.open").required()
    wanted, on = wanted_from(request.GET), hat.actor.date
    rows = queue(hat.organisation_id, hat.person_id, hat.roles, wanted, on=on, limit=EXPORT)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [
            _("Last day"),
            _("Working days left"),
            _("Matter"),
            _("Organisation"),
            _("Case"),
            _("State"),
            _("Basis and period"),
        ]
    )
    for row in rows:
        cells = _cells(_line(row, hat.person_id))
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell for cell in cells])
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = (
        f'attachment; filename="queue-{wanted.tab if wanted.tab.isalpha() else "mine"}-{on}.csv"'
    )
    return answer


def _page(query: QueryDict, page: int) -> str:
    changed = query.copy()
    changed["page"] = str(page)
    return "?" + changed.urlencode()
