"""For whom a payment was meant, and what they said."""

from django.db import models
from django.db.models import Q

from qianshan.mechanisms.acts.api import ActedModel, Rights


class Recipient(ActedModel):
    """One household that is asked whether a payment arrived: by its own phone, or through a village agent.

    Name and phone are sealed. A phone serves at most five households (`household_index` counts
    them) and is never one of the charity's own people.
    """

    code = models.CharField(max_length=14, unique=True)
    order = models.ForeignKey("spending.PaymentOrder", models.PROTECT, related_name="recipients")
    by_agent = models.BooleanField(default=False)
    sealed_name = models.BinaryField()
    surname = models.CharField(max_length=4)
    people = models.PositiveSmallIntegerField(default=1)
    sealed_phone = models.BinaryField()
    phone_index = models.BinaryField(max_length=33)
    household_index = models.BinaryField(max_length=33)
    state = models.CharField(max_length=10, default="waiting")
    asked_at = models.DateTimeField(null=True)
    way = models.CharField(max_length=6, blank=True)
    answered_at = models.DateTimeField(null=True)
    sealed_words = models.BinaryField(null=True)
    agent_reason = models.CharField(max_length=60, blank=True)
    photo = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, related_name="+")

    write_rights = Rights.columns(
        "state", "asked_at", "way", "answered_at", "sealed_words", "agent_reason", "photo_id"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "household_index"], name="spending_recipient_once"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "asked"], answered_at=None)
                | Q(state__in=["confirmed", "denied"], answered_at__isnull=False),
                name="spending_recipient_answer",
            ),
        ]
        indexes = [models.Index(fields=["phone_index"], name="spending_recipient_phone")]

    def __str__(self) -> str:
        return self.code
