"""Whom a charity pays."""

from django.db import models
from django.db.models import Q

from qianshan.mechanisms.acts.api import ActedModel, Rights


class Payee(ActedModel):
    """A unit or a person with one bank account; a changed account is a new payee.

    A unit's name is public. A person's name is sealed with that person's key, the account number
    always with the system's. `account_index` finds the same account again.
    """

    code = models.CharField(max_length=14, unique=True)
    charity = models.ForeignKey("charities.Charity", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8)
    name = models.CharField(max_length=120, blank=True)
    uscc = models.CharField(max_length=18, blank=True)
    person = models.ForeignKey("access.Person", models.PROTECT, null=True, related_name="+")
    sealed_name = models.BinaryField(null=True)
    sealed_account = models.BinaryField()
    account_index = models.BinaryField(max_length=33)
    account_tail = models.CharField(max_length=4)
    bank_name = models.CharField(max_length=120)
    bank_code = models.CharField(max_length=14, blank=True)
    related = models.BooleanField(default=False)
    relation = models.CharField(max_length=200, blank=True)
    entered_at = models.DateTimeField()

    write_rights = Rights.columns("related", "relation")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["charity", "account_index"], name="spending_payee_account"),
            models.CheckConstraint(
                condition=Q(kind="unit", person=None, sealed_name=None) & ~Q(name="")
                | Q(kind="person", person__isnull=False, sealed_name__isnull=False, name=""),
                name="spending_payee_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.code
