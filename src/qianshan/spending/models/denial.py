"""A beneficiary said that a payment did not arrive."""

from django.db import models

from qianshan.mechanisms.acts.api import ActedModel, Rights


class Denial(ActedModel):
    """One denied payment; open until the authority has decided its case. `upheld`: it really did not arrive."""

    order = models.ForeignKey("spending.PaymentOrder", models.PROTECT, related_name="denials")
    recipient = models.ForeignKey("spending.Recipient", models.PROTECT, related_name="+")
    case_code = models.CharField(max_length=20, blank=True)
    opened_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    upheld = models.BooleanField(null=True)
    settled_words = models.TextField(blank=True)

    write_rights = Rights.columns("case_code", "settled_at", "upheld", "settled_words")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recipient"], condition=models.Q(settled_at=None), name="spending_denial_open_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.opened_at:%Y-%m-%d}"
