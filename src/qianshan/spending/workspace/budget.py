"""Setting the budget of a filed plan."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from qianshan.fundraising.api import PlanView, plan_by_number
from qianshan.mechanisms.access.api import Hat
from qianshan.mechanisms.acts.api import BadInput, NotFound, Refusal
from qianshan.mechanisms.money import fen_from_yuan
from qianshan.mechanisms.words import N_, Words
from qianshan.spending.classes import CLASSES, OF_USE
from qianshan.spending.commands.budget import LineWish, set_budget
from qianshan.spending.queries.budget import budget_of
from qianshan.spending.types import LineView
from qianshan.spending.workspace.orders import owned_by
from qianshan.web.hats import needs_hat

_SPARE = 3


@dataclass(frozen=True, slots=True)
class Typed:
    """One row of the form, letter by letter; `view` is the line as it stands."""

    name: str = ""
    cost_class: str = ""
    amount: str = ""
    view: LineView | None = None


@needs_hat
def budget(request: HttpRequest, hat: Hat, number: str) -> HttpResponse:
    """The budget's lines with what was done on them; who may, changes them here."""
    owner = owned_by(hat)
    filed = plan_by_number(number)
    if filed.charity_id != owner.id:
        raise NotFound(Words(N_("There is no such project or plan: %(value)s."), value=number))
    views = budget_of([filed.id])
    refusal = None
    rows = _shown(filed, views)
    if request.method == "POST":
        rows = _typed(request)
        try:
            set_budget(
                plan_id=filed.id, lines=_wishes(rows), reason=request.POST.get("reason", ""), by=hat.actor
            )
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("The budget stands. Payments are held against it from now on."))
            return redirect("spending_work:budget", uscc=hat.uscc, number=number)
    spare = [Typed() for _one in range(_SPARE)]
    return render(
        request,
        "spending/budget.html",
        {
            "plan": filed,
            "views": views,
            "rows": [*rows, *spare],
            "classes": [(key, str(words)) for key, words in CLASSES.items()],
            "refusal": refusal,
            "may_set": hat.may("budget.set").ok,
        },
        status=refusal.status if refusal else 200,
    )


def _shown(filed: PlanView, views: Sequence[LineView]) -> list[Typed]:
    """The lines as they stand; before there are any, what the filed plan proposes."""
    if views:
        return [Typed(v.name, v.cost_class, _text(v.amount_fen), v) for v in views]
    return [Typed(use.name, OF_USE[use.kind], _text(use.amount_fen)) for use in filed.uses]


def _text(amount_fen: int) -> str:
    return f"{amount_fen // 100}.{amount_fen % 100:02d}"


def _typed(request: HttpRequest) -> list[Typed]:
    columns = [request.POST.getlist(key) for key in ("name", "cost_class", "amount")]
    return [
        Typed(*parts)
        for parts in zip(*columns, strict=False)
        if any(part.strip() for part in (parts[0], parts[2]))
    ]


def _wishes(rows: Sequence[Typed]) -> list[LineWish]:
    wishes = []
    for number, row in enumerate(rows, start=1):
        try:
            wishes.append(LineWish(row.name.strip(), row.cost_class, fen_from_yuan(row.amount)))
        except ValueError as error:
            raise BadInput(
                Words(N_("Line %(line)s: “%(text)s” is no amount in yuan."), line=number, text=row.amount),
                field="lines",
            ) from error
    return wishes
