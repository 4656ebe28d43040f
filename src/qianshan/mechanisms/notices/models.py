"""The outbox."""

from enum import StrEnum

from django.db import models


class NoticeState(StrEnum):
    """Where a notice stands."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class Notice(models.Model):
    """One notice to one number. `sealed` holds number and values until it is sent, then NULL."""

    template = models.CharField(max_length=60)
    person_id = models.BigIntegerField(null=True)
    dedupe_key = models.CharField(max_length=120, unique=True)
    sealed = models.BinaryField(null=True)
    state = models.CharField(max_length=12, default=NoticeState.WAITING)
    tries = models.SmallIntegerField(default=0)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    provider_id = models.CharField(max_length=80, blank=True)
    error = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "id"], name="notices_state"),
            models.Index(fields=["person_id", "id"], name="notices_person"),
        ]

    def __str__(self) -> str:
        return f"notice {self.pk} {self.template}"
