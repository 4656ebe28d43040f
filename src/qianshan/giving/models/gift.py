"""Gifts, and how they were booked."""

from typing import ClassVar

from django.db import models

from qianshan.giving.types import NameChoice
from qianshan.mechanisms.acts.api import ActedModel, Rights


class Gift(ActedModel):
    """A gift that somebody ordered. Whether it was paid stands in the inbox, whether booked in `Booked`.

    `shown_name` is what the donor let the roll show, empty when nothing; the full name is sealed
    under the donor's key. `cost_fen` is told before paying, from the plan's share.
    """

    code = models.CharField(max_length=14, unique=True)
    order = models.OneToOneField("channels.Order", models.PROTECT, related_name="+")
    charity = models.ForeignKey("charities.Charity", models.PROTECT, related_name="+")
    project = models.ForeignKey("fundraising.Project", models.PROTECT, related_name="+")
    plan = models.ForeignKey("fundraising.Plan", models.PROTECT, related_name="+")
    fund = models.ForeignKey("ledger.Fund", models.PROTECT, related_name="+")
    amount_fen = models.BigIntegerField()
    cost_fen = models.BigIntegerField()
    donor = models.ForeignKey("access.Person", models.PROTECT, related_name="+", null=True)
    name_sealed = models.BinaryField(null=True)
    name_choice = models.CharField(max_length=12)
    shown_name = models.CharField(max_length=60, blank=True)
    amount_shown = models.BooleanField()
    receipt_wanted = models.BooleanField()
    ordered_at = models.DateTimeField()

    write_rights: ClassVar[Rights] = Rights.columns(
        "name_choice", "shown_name", "amount_shown", "name_sealed"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_fen__gt=0, cost_fen__gte=0, cost_fen__lte=models.F("amount_fen")),
                name="giving_gift_amount",
            ),
            models.CheckConstraint(
                condition=~models.Q(name_choice=NameChoice.ANONYMOUS.value) | models.Q(shown_name=""),
                name="giving_gift_anonymous",
            ),
        ]
        indexes = [models.Index(fields=["donor", "-id"], name="giving_gift_donor")]

    def __str__(self) -> str:
        return self.code


class Batch(ActedModel):
    """One round of booking: its gifts went in together, and its follow-ups are done by its number."""

    booked_at = models.DateTimeField()
    count = models.PositiveIntegerField()
    amount_fen = models.BigIntegerField()

    write_rights: ClassVar[Rights] = Rights.APPEND

    def __str__(self) -> str:
        return f"batch {self.pk}"


class Booked(ActedModel):
    """A booked gift: its inflow on the tape, and what the channel says of it. Written by COPY."""

    gift = models.OneToOneField(Gift, models.PROTECT, primary_key=True, related_name="booked")
    inflow = models.OneToOneField("ledger.Inflow", models.PROTECT, related_name="+")
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="+")
    project_id = models.BigIntegerField()
    cost_fen = models.BigIntegerField()
    channel = models.CharField(max_length=20)
    transaction = models.CharField(max_length=64)
    paid_at = models.DateTimeField()

    write_rights: ClassVar[Rights] = Rights.APPEND

    class Meta:
        indexes = [models.Index(fields=["project_id", "-paid_at"], name="giving_booked_roll")]

    def __str__(self) -> str:
        return f"booked {self.pk}"
