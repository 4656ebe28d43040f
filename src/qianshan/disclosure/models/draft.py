"""What somebody is writing."""

from django.db import models


class Draft(models.Model):
    """A report or correction on its way; one for each duty, removed when it is published.

    Not guarded: saving words that nobody reads yet is no act. `revision` counts savings, so that
    two windows do not overwrite each other unseen.
    """

    duty_key = models.CharField(max_length=120, unique=True)
    organisation_id = models.BigIntegerField()
    revision = models.IntegerField(default=0)
    as_of = models.DateField(null=True)
    sections = models.JSONField(default=dict)
    pictures = models.JSONField(default=list)
    consent = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    person_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organisation_id"], name="disclosure_draft_of")]

    def __str__(self) -> str:
        return f"draft of {self.duty_key}, {self.revision}"
