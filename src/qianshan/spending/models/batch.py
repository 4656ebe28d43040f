"""Batches that go to the bank."""

from django.db import models

from qianshan.mechanisms.acts.api import ActedModel, Rights


class Batch(ActedModel):
    """Orders that went to the bank in one file. States: waiting, taken, refused."""

    code = models.CharField(max_length=14, unique=True)
    charity = models.ForeignKey("charities.Charity", models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, default="waiting")
    made_by_id = models.BigIntegerField()
    made_at = models.DateTimeField()
    their_ref = models.CharField(max_length=80, blank=True)
    refusal = models.CharField(max_length=200, blank=True)

    write_rights = Rights.columns("state", "their_ref", "refusal")

    class Meta:
        indexes = [models.Index(fields=["charity", "-id"], name="spending_batch_charity")]

    def __str__(self) -> str:
        return self.code
