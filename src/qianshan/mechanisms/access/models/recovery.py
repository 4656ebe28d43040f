"""Recoveries: an account whose owner lost his second factor, opened again by two administrators."""

from typing import ClassVar

from django.db import models

from qianshan.mechanisms.access.models.account import Account
from qianshan.mechanisms.acts.api import ActedModel, Rights


class Recovery(ActedModel):
    """Asked for by one administrator, decided by another, and neither is the owner."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    organisation_id = models.BigIntegerField()
    asked_by_id = models.BigIntegerField()
    asked_at = models.DateTimeField()
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)

    write_rights: ClassVar[Rights] = Rights.columns("decided_by_id", "decided_at", "granted")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by_id__isnull=True)
                | ~models.Q(decided_by_id=models.F("asked_by_id")),
                name="access_recovery_two_persons",
            ),
            models.UniqueConstraint(
                fields=["account"],
                condition=models.Q(decided_at__isnull=True),
                name="access_recovery_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"recovery {self.pk}"
