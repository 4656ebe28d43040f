"""Denials for the authority."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from qianshan.charities.api import charities
from qianshan.spending.models import Denial

_MOST = 200


@dataclass(frozen=True, slots=True)
class DenialLine:
    """One denial in a list."""

    id: int
    case_code: str
    order_code: str
    charity: str
    purpose: str
    amount_fen: int
    surname: str
    by_agent: bool
    opened_at: datetime
    settled_at: datetime | None


def denials_of_authority(authority_id: int, *, on: date) -> list[DenialLine]:
    """Denials of payments by charities of this authority, open ones first, then the newest."""
    owners = {
        one.id: one.name for one in charities(on=on, recognised=False) if one.authority_id == authority_id
    }
    rows = (
        Denial.objects.filter(order__charity_id__in=list(owners))
        .select_related("order", "recipient")
        .order_by(F("settled_at").asc(nulls_first=True), "-pk")[:_MOST]
    )
    return [
        DenialLine(
            row.pk,
            row.case_code,
            row.order.code,
            owners[row.order.charity_id],
            row.order.purpose,
            row.order.amount_fen,
            row.recipient.surname,
            row.recipient.by_agent,
            row.opened_at,
            row.settled_at,
        )
        for row in rows
    ]
