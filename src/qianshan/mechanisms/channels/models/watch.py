"""When the channel is asked next about something whose end we do not know yet."""

from django.db import models


class Watch(models.Model):
    """A counter, not guarded: losing it only means that the channel is asked once more."""

    kind = models.CharField(max_length=8)
    object_id = models.BigIntegerField()
    next_at = models.DateTimeField()
    tries = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="channels_watch_once"),
        ]
        indexes = [models.Index(fields=["next_at"], name="channels_watch_next")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
