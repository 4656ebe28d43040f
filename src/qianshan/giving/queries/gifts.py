"""Gifts as their donors see them."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from qianshan.giving.models import Booked, Gift
from qianshan.giving.types import GiftView
from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.channels.api import paid_at
from qianshan.mechanisms.words import N_, Words

_MOST = 500


def gift(code: str) -> GiftView:
    """A gift by its code.

    Raises:
        NotFound: there is none.
    """
    row = _rows().filter(code=code).first()
    if row is None:
        raise NotFound(Words(N_("There is no such gift.")))
    return _views([row])[0]


def gifts_of(donor_id: int, *, limit: int = _MOST) -> list[GiftView]:
    """Gifts of a donor that were paid, newest first."""
    return [
        view for view in _views(_rows().filter(donor_id=donor_id).order_by("-id")[:limit]) if view.paid_at
    ]


def gifts_of_batch(batch_id: int) -> list[GiftView]:
    """Gifts that were booked together."""
    return _views(_rows().filter(booked__batch_id=batch_id).order_by("id"))


def _rows() -> QuerySet[Gift]:
    return Gift.objects.select_related("order", "booked", "booked__batch")


def _views(rows: Iterable[Gift]) -> list[GiftView]:
    found = list(rows)
    paid = paid_at(row.code for row in found)
    return [_view(row, paid.get(row.code)) for row in found]


def _view(row: Gift, at: datetime | None) -> GiftView:
    booked: Booked | None = getattr(row, "booked", None)
    return GiftView(
        id=row.pk,
        code=row.code,
        order_id=row.order_id,
        project_id=row.project_id,
        plan_id=row.plan_id,
        charity_id=row.charity_id,
        fund_id=row.fund_id,
        amount_fen=row.amount_fen,
        cost_fen=booked.cost_fen if booked else row.cost_fen,
        donor_id=row.donor_id,
        name_choice=row.name_choice,
        shown_name=row.shown_name,
        amount_shown=row.amount_shown,
        receipt_wanted=row.receipt_wanted,
        ordered_at=row.ordered_at,
        expires_at=row.order.expires_at,
        order_closed=row.order.closed_at is not None,
        paid_at=booked.paid_at if booked else at,
        booked_at=booked.batch.booked_at if booked else None,
        inflow_id=booked.inflow_id if booked else None,
        channel=booked.channel if booked else "wechatpay",
        transaction=booked.transaction if booked else "",
    )


def donors_of_project(project_id: int, *, after: int = 0, limit: int = _MOST) -> list[int]:
    """Known donors whose gifts to a project were booked, each once, by id from the one after `after` on."""
    rows = Gift.objects.filter(project_id=project_id, booked__isnull=False, donor_id__gt=after)
    return list(rows.order_by("donor_id").values_list("donor_id", flat=True).distinct()[:limit])
