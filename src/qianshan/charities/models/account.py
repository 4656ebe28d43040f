"""The charity's own bank account, one in force at a time."""

from django.db import models

from qianshan.mechanisms.acts.api import ActedModel, Rights


class BankAccount(ActedModel):
    """An account as the bank's own paper names it: holder, bank, number; `closed_on` ends it."""

    charity = models.ForeignKey("charities.Charity", models.PROTECT, related_name="accounts")
    holder_name = models.CharField(max_length=120)
    bank_name = models.CharField(max_length=120)
    number = models.CharField(max_length=32)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    proof_document_id = models.BigIntegerField(null=True)

    write_rights = Rights.columns("closed_on")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["charity"], condition=models.Q(closed_on=None), name="charities_one_open_account"
            )
        ]

    def __str__(self) -> str:
        return f"account {self.pk} of charity {self.charity_id}"
