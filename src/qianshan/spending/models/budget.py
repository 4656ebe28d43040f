"""The budget of a plan."""

from django.db import models

from qianshan.mechanisms.acts.api import ActedModel, Rights


class BudgetLine(ActedModel):
    """What a plan's money is for, by line; the lines sum to the plan's goal.

    Lines of cost classes M and B sum to what the filed plan names as cost (its q). A line that is
    not wanted any more has amount 0.
    """

    plan = models.ForeignKey("fundraising.Plan", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    cost_class = models.CharField(max_length=4)
    amount_fen = models.BigIntegerField()

    write_rights = Rights.columns("position", "name", "amount_fen")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "name"], name="spending_line_name"),
            models.CheckConstraint(condition=models.Q(amount_fen__gte=0), name="spending_line_amount"),
        ]
        indexes = [models.Index(fields=["plan", "position"], name="spending_line_plan")]

    def __str__(self) -> str:
        return self.name
