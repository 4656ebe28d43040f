"""Results of the hourly check."""

from django.db import models


class CheckRun(models.Model):
    """One run of all invariants: their names, and what was broken as `{name: [where, …]}`."""

    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    names = models.JSONField()
    broken = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["-begun_at"], name="integrity_run_newest")]

    def __str__(self) -> str:
        return f"{self.begun_at:%Y-%m-%d %H:%M} {'broken' if self.broken else 'whole'}"
