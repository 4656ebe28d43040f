"""Gifts, or parts of them, that go back to their donors."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from qianshan.giving.models.gift import Gift
from qianshan.giving.types import RefundStage
from qianshan.mechanisms.acts.api import ActedModel, Rights


class GiftRefund(ActedModel):
    """A refund: reserved on the tape (one outflow a fund) when asked, finished when the channel has answered."""

    gift = models.ForeignKey(Gift, models.PROTECT, related_name="+")
    number = models.CharField(max_length=14, unique=True)
    channel_refund = models.OneToOneField("channels.Refund", models.PROTECT, related_name="+")
    amount_fen = models.BigIntegerField()
    reason = models.CharField(max_length=80, blank=True)
    outflow_ids = ArrayField(models.BigIntegerField())
    stage = models.CharField(max_length=8, default=RefundStage.ASKED.value)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    write_rights: ClassVar[Rights] = Rights.columns("stage", "ended_at")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(amount_fen__gt=0), name="giving_refund_amount"),
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=models.Q(stage=RefundStage.ASKED.value), name="giving_refund_open"
            ),
            models.Index(fields=["gift", "id"], name="giving_refund_gift"),
        ]

    def __str__(self) -> str:
        return self.number
