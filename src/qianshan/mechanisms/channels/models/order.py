"""Orders: what somebody is about to pay."""

from typing import ClassVar

from django.db import models

from qianshan.mechanisms.acts.api import ActedModel, Rights
from qianshan.mechanisms.channels.models.account import MerchantAccount


class Order(ActedModel):
    """One order of one merchant account. Whether it was paid stands in the inbox, not here.

    `purpose` names the slice that opened it; `number` is the order's number at the channel and
    is never used again.
    """

    number = models.CharField(max_length=32, unique=True)
    merchant = models.ForeignKey(MerchantAccount, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=40)
    amount_fen = models.BigIntegerField()
    description = models.CharField(max_length=120)
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    write_rights: ClassVar[Rights] = Rights.columns("closed_at")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(amount_fen__gt=0), name="channels_order_amount"),
            models.CheckConstraint(
                condition=models.Q(number__regex=r"^[0-9A-Za-z_-]{6,32}$"), name="channels_order_number"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Offered(models.Model):
    """Where an order can be paid just now: worthless after two hours, so it is not guarded."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=8)
    url = models.CharField(max_length=512)
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "method"], name="channels_offered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.method}"
