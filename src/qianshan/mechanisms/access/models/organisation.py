"""Organisations of every kind: authorities, charities, departments, auditors, universities."""

from typing import ClassVar

from django.db import models

from qianshan.mechanisms.acts.api import ActedModel, Rights


class Organisation(ActedModel):
    """A legal person or authority that has a unified social credit code.

    `division_code` is its place in the NBS scheme: for an authority the division it is in charge of.
    """

    uscc = models.CharField(max_length=18, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    division_code = models.CharField(max_length=12)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    write_rights: ClassVar[Rights] = Rights.columns("name", "division_code", "ended_at")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(uscc__regex=r"^[0-9A-HJ-NP-RTUW-Y]{18}$"), name="access_org_uscc"
            )
        ]
        indexes = [models.Index(fields=["kind", "division_code"], name="access_org_kind")]

    def __str__(self) -> str:
        return self.name
