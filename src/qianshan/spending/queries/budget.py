"""The budget with what was done on it."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet, Sum

from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.words import N_, Words
from qianshan.spending.models import BudgetLine, PaymentOrder
from qianshan.spending.types import LEFT, LIVE, WAITING, LineView, OrderState


def budget_of(plan_ids: Iterable[int]) -> list[LineView]:
    """The lines of these plans in their order, with their sums, in two queries."""
    return _views(BudgetLine.objects.filter(plan_id__in=list(plan_ids)).order_by("plan_id", "position", "pk"))


def line_view(line_id: int) -> LineView:
    """One line.

    Raises:
        NotFound: there is none.
    """
    found = _views(BudgetLine.objects.filter(pk=line_id))
    if not found:
        raise NotFound(Words(N_("There is no such budget line.")))
    return found[0]


def _views(rows: QuerySet[BudgetLine]) -> list[LineView]:
    lines = list(rows)
    sums = {
        row["line_id"]: row
        for row in PaymentOrder.objects.filter(line__in=lines)
        .values("line_id")
        .annotate(
            waiting=Sum("amount_fen", filter=Q(state__in=WAITING), default=0),
            reserved=Sum("amount_fen", filter=Q(state__in=LIVE), default=0),
            paid=Sum("amount_fen", filter=Q(state__in=LEFT), default=0),
            confirmed=Sum("amount_fen", filter=Q(state=OrderState.CONFIRMED), default=0),
        )
    }
    none = {"waiting": 0, "reserved": 0, "paid": 0, "confirmed": 0}
    return [
        LineView(
            id=line.pk,
            plan_id=line.plan_id,
            name=line.name,
            cost_class=line.cost_class,
            amount_fen=line.amount_fen,
            waiting_fen=found["waiting"],
            reserved_fen=found["reserved"],
            paid_fen=found["paid"],
            confirmed_fen=found["confirmed"],
        )
        for line in lines
        for found in [sums.get(line.pk, none)]
    ]
