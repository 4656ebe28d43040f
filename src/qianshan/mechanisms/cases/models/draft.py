"""What somebody is still writing: one sealed row, outside the acts, kept 90 days after its last change."""

from django.db import models


class Draft(models.Model):
    """A form being filled in. `content` is sealed; `revision` counts the saves, so two tabs notice each other.

    `saved_from` is the open page whose saving while typing came last; empty after a save by button.

    `case_code` is set when the draft corrects a case that was returned.
    """

    code = models.CharField(max_length=20, unique=True)
    procedure = models.CharField(max_length=80)
    organisation_id = models.BigIntegerField()
    case_code = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=120, blank=True)
    revision = models.PositiveIntegerField(default=1)
    content = models.BinaryField()
    saved_from = models.CharField(max_length=20, blank=True)
    started_by_id = models.BigIntegerField()
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case_code"], condition=~models.Q(case_code=""), name="cases_one_draft_a_case"
            )
        ]
        indexes = [models.Index(fields=["organisation_id", "-saved_at"], name="cases_draft_organisation")]

    def __str__(self) -> str:
        return self.code
