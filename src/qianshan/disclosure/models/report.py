"""Published reports and their versions; nothing of them can be changed or removed."""

from typing import ClassVar

from django.db import models

from qianshan.mechanisms.acts.api import ActedModel, Rights


class Report(ActedModel):
    """One report: the independent entry of one period of one activity or project (Order 81, art 16)."""

    write_rights: ClassVar[Rights] = Rights.APPEND

    code = models.CharField(max_length=20, unique=True)
    duty_key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=40)
    number = models.IntegerField()
    organisation_id = models.BigIntegerField()
    charity = models.ForeignKey("charities.Charity", models.PROTECT, related_name="+")
    project = models.ForeignKey("fundraising.Project", models.PROTECT, related_name="+")
    plan = models.ForeignKey("fundraising.Plan", models.PROTECT, null=True, related_name="+")
    article = models.CharField(max_length=60)
    period_first = models.DateField()
    period_last = models.DateField()
    due_on = models.DateField()
    published_on = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["project", "id"], name="disclosure_of_project"),
            models.Index(fields=["organisation_id", "id"], name="disclosure_of_charity"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def days_late(self) -> int:
        """Days after its due day; 0 when in time."""
        return max((self.published_on - self.due_on).days, 0)


class Version(ActedModel):
    """What was published, word for word and fen for fen; the first, or a correction with its note."""

    write_rights: ClassVar[Rights] = Rights.APPEND

    report = models.ForeignKey(Report, models.PROTECT, related_name="versions")
    number = models.IntegerField()
    as_of = models.DateField()
    figures = models.JSONField()
    sections = models.JSONField()
    pictures = models.JSONField(default=list)
    note = models.TextField(blank=True)
    published_at = models.DateTimeField()
    published_on = models.DateField()
    person_id = models.BigIntegerField(null=True)
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="disclosure_version_once"),
            models.CheckConstraint(
                condition=models.Q(number=1, note="") | (models.Q(number__gt=1) & ~models.Q(note="")),
                name="disclosure_correction_has_note",
            ),
        ]
        indexes = [models.Index(fields=["-published_at", "id"], name="disclosure_newest")]

    def __str__(self) -> str:
        return f"{self.report_id} v{self.number}"
