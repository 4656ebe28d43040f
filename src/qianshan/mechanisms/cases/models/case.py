"""A case, what was sent in it, and its clocks."""

from django.db import models

from qianshan.mechanisms.acts.api import ActedModel, Rights


class Case(ActedModel):
    """One filing or application from its first submission to its end.

    `version` grows with every change and is compared by every decision. `due_on` is a copy of the
    running clock's last day, for the queue (rebuild: the clock of the case without `ended_on`).
    """

    code = models.CharField(max_length=20, unique=True)
    procedure = models.CharField(max_length=80)
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    authority = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    title = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=16)
    version = models.PositiveIntegerField(default=1)
    round = models.PositiveSmallIntegerField(default=1)
    stage = models.PositiveSmallIntegerField(default=0)
    proposal = models.CharField(max_length=12, blank=True)
    holder_id = models.BigIntegerField(null=True)
    held_at = models.DateTimeField(null=True)
    submitted_by_id = models.BigIntegerField()
    submitted_at = models.DateTimeField()
    accepted_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    result_key = models.CharField(max_length=60, blank=True)
    extended_by = models.CharField(max_length=60, blank=True)

    write_rights = Rights.columns(
        "title",
        "state",
        "version",
        "round",
        "stage",
        "proposal",
        "holder_id",
        "held_at",
        "submitted_by_id",
        "accepted_on",
        "due_on",
        "closed_at",
        "result_key",
        "extended_by",
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["authority", "due_on", "id"],
                condition=models.Q(closed_at=None),
                name="cases_queue",
            ),
            models.Index(fields=["authority", "-closed_at", "-id"], name="cases_closed"),
            models.Index(fields=["organisation", "-id"], name="cases_of_organisation"),
            models.Index(fields=["procedure", "state", "-id"], name="cases_of_procedure"),
        ]

    def __str__(self) -> str:
        return self.code


class Revision(ActedModel):
    """What was sent, as it was sent: numbered and never changed.

    `documents` maps slots to document ids; `summary` counts the findings of that day, for lists.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    values = models.JSONField()
    documents = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)
    sent_by_id = models.BigIntegerField()
    sent_at = models.DateTimeField()

    write_rights = Rights.APPEND

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="cases_revision_number")]

    def __str__(self) -> str:
        return f"{self.case_id} #{self.number}"


class CaseClock(ActedModel):
    """One statutory period of a case. One runs at a time; `provisional` rests on an unpublished holiday list.

    `waits_for` is `authority` or `applicant`: whose time it is.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="clocks")
    key = models.CharField(max_length=40)
    waits_for = models.CharField(max_length=12)
    article = models.CharField(max_length=60)
    length = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=12)
    verified = models.BooleanField()
    starts_on = models.DateField()
    due_on = models.DateField()
    provisional = models.BooleanField()
    ended_on = models.DateField(null=True)

    write_rights = Rights.columns("due_on", "provisional", "ended_on")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(ended_on=None), name="cases_one_running_clock"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.key} {self.due_on}"
