"""Refunds of gifts."""

from dataclasses import dataclass
from datetime import datetime

from qianshan.giving.models import GiftRefund
from qianshan.giving.types import RefundStage
from qianshan.mechanisms.channels.api import FINAL_REFUNDS


@dataclass(frozen=True, slots=True)
class GiftRefundView:
    """A refund as the donor sees it."""

    number: str
    amount_fen: int
    stage: str
    asked_at: datetime
    ended_at: datetime | None
    channel_code: str


def refunds_to_finish(*, limit: int) -> list[int]:
    """Refunds whose end the channel has told and that giving has not booked yet."""
    rows = GiftRefund.objects.filter(
        stage=RefundStage.ASKED.value, channel_refund__state__in=list(FINAL_REFUNDS)
    )
    return list(rows.order_by("id").values_list("id", flat=True)[:limit])


def refunds_of(gift_id: int) -> list[GiftRefundView]:
    """Refunds of a gift, oldest first."""
    rows = GiftRefund.objects.filter(gift_id=gift_id).select_related("channel_refund").order_by("id")
    return [
        GiftRefundView(
            row.number, row.amount_fen, row.stage, row.asked_at, row.ended_at, row.channel_refund.channel_code
        )
        for row in rows
    ]
