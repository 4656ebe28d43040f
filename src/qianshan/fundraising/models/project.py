"""A charitable project."""

from django.db import models

from qianshan.mechanisms.acts.api import ActedModel


class Project(ActedModel):
    """What a charity does for whom and where. `code` is ours (P + 12); `project_number` the national one.

    `divisions` are division codes of where it is carried out; `picture` is a key of our own
    drawings, or a document.
    """

    code = models.CharField(max_length=20, unique=True)
    project_number = models.CharField(max_length=32, blank=True)
    charity = models.ForeignKey("charities.Charity", models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    summary = models.CharField(max_length=160)
    story = models.TextField()
    goal_fen = models.BigIntegerField()
    divisions = models.JSONField(default=list)
    beneficiary_scope = models.CharField(max_length=200)
    beneficiary_count = models.PositiveIntegerField()
    picture = models.CharField(max_length=60, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="fundraising_project_goal", condition=models.Q(goal_fen__gt=0)),
            models.CheckConstraint(
                name="fundraising_project_period", condition=models.Q(ends_on__gte=models.F("starts_on"))
            ),
        ]
        indexes = [models.Index(fields=["charity", "id"], name="fundraising_project_charity")]

    def __str__(self) -> str:
        return self.name
