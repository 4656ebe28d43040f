"""Bills: a channel's last word on a day, kept line by line and compared with what we know."""

from typing import ClassVar

from django.db import models

from qianshan.mechanisms.acts.api import ActedModel, Rights
from qianshan.mechanisms.channels.models.account import MerchantAccount


class Bill(ActedModel):
    """The bill of one account for one day, with its sums; taken once."""

    merchant = models.ForeignKey(MerchantAccount, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    taken_at = models.DateTimeField()
    payments = models.PositiveIntegerField()
    paid_fen = models.BigIntegerField()
    refunds = models.PositiveIntegerField()
    refunded_fen = models.BigIntegerField()
    fee_fen = models.BigIntegerField()
    brought = models.PositiveIntegerField()
    differences = models.PositiveIntegerField()

    write_rights: ClassVar[Rights] = Rights.APPEND

    class Meta:
        constraints = [models.UniqueConstraint(fields=["merchant", "day"], name="channels_bill_once")]

    def __str__(self) -> str:
        return f"{self.merchant_id} {self.day}"


class BillDifference(ActedModel):
    """A disagreement between a bill and what we know; the charity says how it was settled."""

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=64)
    field = models.CharField(max_length=20)
    ours = models.CharField(max_length=40)
    theirs = models.CharField(max_length=40)
    settled_at = models.DateTimeField(null=True)
    settlement = models.CharField(max_length=200, blank=True)

    write_rights: ClassVar[Rights] = Rights.columns("settled_at", "settlement")

    class Meta:
        indexes = [
            models.Index(
                fields=["bill", "id"],
                condition=models.Q(settled_at__isnull=True),
                name="channels_billdiff_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.field}"


class BillLine(ActedModel):
    """One line of a bill; `key` is the inbox's key of the same event."""

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="lines")
    key = models.CharField(max_length=80)
    number = models.CharField(max_length=64)
    amount_fen = models.BigIntegerField()
    at = models.DateTimeField()

    write_rights: ClassVar[Rights] = Rights.APPEND

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bill", "key"], name="channels_billline_once")]
        indexes = [models.Index(fields=["key"], name="channels_billline_key")]

    def __str__(self) -> str:
        return self.key
