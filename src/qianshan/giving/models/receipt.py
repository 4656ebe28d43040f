"""Receipt requests, and the receipts that the finance department's system issued."""

from typing import ClassVar

from django.db import models

from qianshan.giving.models.gift import Gift
from qianshan.giving.types import ReceiptState
from qianshan.mechanisms.acts.api import ActedModel, Rights


class ReceiptRequest(ActedModel):
    """A wish for a receipt. The platform never issues: it asks, and keeps what came back.

    After a part was refunded, the receipt is reversed and a new request stands for what is left.
    """

    gift = models.ForeignKey(Gift, models.PROTECT, related_name="+")
    number = models.CharField(max_length=14, unique=True)
    amount_fen = models.BigIntegerField()
    payer_kind = models.CharField(max_length=8)
    payer_sealed = models.BinaryField()
    payer_number_sealed = models.BinaryField(null=True)
    state = models.CharField(max_length=12, default=ReceiptState.WISHED.value)
    asked_at = models.DateTimeField()
    failure = models.CharField(max_length=120, blank=True)

    write_rights: ClassVar[Rights] = Rights.columns("state", "failure", "amount_fen")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gift"],
                condition=~models.Q(state__in=[ReceiptState.REVERSED.value, ReceiptState.DROPPED.value]),
                name="giving_request_one_live",
            ),
            models.CheckConstraint(condition=models.Q(amount_fen__gt=0), name="giving_request_amount"),
        ]
        indexes = [models.Index(fields=["state", "id"], name="giving_request_state")]

    def __str__(self) -> str:
        return self.number


class Receipt(ActedModel):
    """An issued receipt, as its XML says; `reverses` is set on a red one."""

    request = models.ForeignKey(ReceiptRequest, models.PROTECT, related_name="receipts")
    code = models.CharField(max_length=8)
    number = models.CharField(max_length=10)
    check_code = models.CharField(max_length=6)
    amount_fen = models.BigIntegerField()
    issued_on = models.DateField()
    pdf_file_id = models.BigIntegerField(null=True)
    xml_file_id = models.BigIntegerField(null=True)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")

    write_rights: ClassVar[Rights] = Rights.APPEND

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "number"], name="giving_receipt_once"),
            models.CheckConstraint(
                condition=models.Q(amount_fen__gt=0, reverses__isnull=True)
                | models.Q(amount_fen__lt=0, reverses__isnull=False),
                name="giving_receipt_sign",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.number}"
