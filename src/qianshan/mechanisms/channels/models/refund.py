"""Refunds that we asked a channel for."""

from typing import ClassVar

from django.db import models

from qianshan.mechanisms.acts.api import ActedModel, Rights
from qianshan.mechanisms.channels.models.order import Order
from qianshan.mechanisms.channels.port import RefundState

FINAL = (RefundState.DONE.value, RefundState.CLOSED.value, RefundState.REFUSED.value)


class Refund(ActedModel):
    """One refund request; `number` is ours and makes asking twice harmless."""

    number = models.CharField(max_length=32, unique=True)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    transaction = models.CharField(max_length=64)
    amount_fen = models.BigIntegerField()
    reason = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=12, default=RefundState.ASKED.value)
    channel_number = models.CharField(max_length=64, blank=True)
    channel_code = models.CharField(max_length=40, blank=True)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    write_rights: ClassVar[Rights] = Rights.columns("state", "channel_number", "channel_code", "ended_at")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(amount_fen__gt=0), name="channels_refund_amount"),
            models.CheckConstraint(
                condition=models.Q(state__in=list(FINAL), ended_at__isnull=False)
                | (models.Q(ended_at__isnull=True) & ~models.Q(state__in=list(FINAL))),
                name="channels_refund_end",
            ),
        ]

    def __str__(self) -> str:
        return self.number
