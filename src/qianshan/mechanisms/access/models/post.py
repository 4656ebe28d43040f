"""Posts: a person's place in an organisation, with roles, scope and period."""

from enum import StrEnum
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from qianshan.mechanisms.access.models.organisation import Organisation
from qianshan.mechanisms.access.models.person import Person
from qianshan.mechanisms.acts.api import ActedModel, Rights


class PostState(StrEnum):
    """Proposed by the security administrator, then confirmed or declined by the head."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


class Post(ActedModel):
    """A person's post; only confirmed ones count, and only within [valid_from, valid_to).

    `scope_code` is a division whose cases the post covers, with all below it; empty: the whole
    organisation. Two confirmed posts of a person in one organisation never overlap.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    roles = ArrayField(models.CharField(max_length=40))
    scope_code = models.CharField(max_length=12, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    state = models.CharField(max_length=12)
    proposed_by_id = models.BigIntegerField(null=True)
    proposed_at = models.DateTimeField()
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)

    write_rights: ClassVar[Rights] = Rights.columns("valid_to", "state", "decided_by_id", "decided_at")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="access_post_period",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by_id__isnull=True)
                | models.Q(proposed_by_id__isnull=True)
                | ~models.Q(decided_by_id=models.F("proposed_by_id")),
                name="access_post_two_persons",
            ),
            models.CheckConstraint(
                condition=~models.Q(decided_by_id=models.F("person_id")), name="access_post_not_himself"
            ),
            models.CheckConstraint(
                condition=models.Q(state="proposed", decided_at__isnull=True)
                | models.Q(state__in=["confirmed", "declined"], decided_at__isnull=False),
                name="access_post_decided",
            ),
        ]
        indexes = [models.Index(fields=["person", "organisation"], name="access_post_person")]

    def __str__(self) -> str:
        return f"post {self.pk}"
