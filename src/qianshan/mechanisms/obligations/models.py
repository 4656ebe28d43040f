"""What happened to duties. The duties themselves are derived, not stored."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from qianshan.mechanisms.acts.api import ActedModel, Rights


class Fulfilment(ActedModel):
    """A duty was done on a day, by an object (a published report)."""

    write_rights: ClassVar[Rights] = Rights.APPEND

    duty_key = models.CharField(max_length=120, unique=True)
    owner_id = models.BigIntegerField()
    on = models.DateField()
    by_kind = models.CharField(max_length=60)
    by_key = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["owner_id", "on"], name="obligations_fulfilled")]

    def __str__(self) -> str:
        return f"{self.duty_key} on {self.on}"


class Outcome(ActedModel):
    """What became of a duty when its day had passed; written once, never changed or removed.

    `kept` or `missing` is the verdict of the due day, at most one. `late` comes beside `missing`
    when it was done after all.
    """

    write_rights: ClassVar[Rights] = Rights.APPEND

    KEPT = "kept"
    MISSING = "missing"
    LATE = "late"

    duty_key = models.CharField(max_length=120)
    kind = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=60)
    group_key = models.CharField(max_length=60)
    number = models.IntegerField()
    owner_id = models.BigIntegerField()
    about = models.CharField(max_length=120)
    period_first = models.DateField()
    period_last = models.DateField()
    outcome = models.CharField(max_length=8)
    due_on = models.DateField()
    fulfilled_on = models.DateField(null=True)
    days_late = models.IntegerField(default=0)
    article = models.CharField(max_length=60)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["owner_id", "due_on"], name="obligations_owner"),
            models.Index(fields=["group_key"], name="obligations_group"),
            models.Index(fields=["due_on"], name="obligations_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["duty_key"],
                condition=models.Q(outcome__in=["kept", "missing"]),
                name="obligations_judged_once",
            ),
            models.UniqueConstraint(
                fields=["duty_key"], condition=models.Q(outcome="late"), name="obligations_late_once"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    outcome="kept",
                    fulfilled_on__isnull=False,
                    fulfilled_on__lte=models.F("due_on"),
                    days_late=0,
                )
                | models.Q(outcome="missing", fulfilled_on__isnull=True, days_late=0)
                | models.Q(
                    outcome="late",
                    fulfilled_on__isnull=False,
                    fulfilled_on__gt=models.F("due_on"),
                    days_late__gt=0,
                ),
                name="obligations_outcome_true",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty_key} {self.outcome}"
