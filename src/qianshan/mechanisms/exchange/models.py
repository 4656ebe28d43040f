"""Outbox, arrivals, differences."""

from django.db import models
from django.db.models import Q

from qianshan.mechanisms.acts.api import ActedModel, Rights


class Outgoing(models.Model):
    """A parcel: written in the act of its cause, its fate added by the job."""

    system = models.CharField(max_length=30)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=80)
    payload = models.BinaryField()
    act_id = models.BigIntegerField()
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="waiting")
    attempts = models.IntegerField(default=0)
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    file_name = models.CharField(max_length=120, blank=True)
    content = models.BinaryField(null=True)
    content_sha256 = models.CharField(max_length=64, blank=True)
    their_ref = models.CharField(max_length=80, blank=True)
    told = models.BooleanField(default=False)
    last_error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "kind", "key"], name="exchange_outgoing_once"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sent", "refused"]), name="exchange_outgoing_state"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=Q(state="waiting") | Q(told=False),
                name="exchange_outgoing_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.kind} {self.key}"


class Incoming(models.Model):
    """An arrival as it came; `payload` is sealed, `sha256` is of the raw bytes."""

    system = models.CharField(max_length=30)
    kind = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    uploaded = models.BooleanField(default=False)
    payload = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="new")
    attempts = models.IntegerField(default=0)
    next_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "kind", "name"], name="exchange_incoming_once"),
            models.CheckConstraint(
                condition=Q(state__in=["new", "done", "aside"]), name="exchange_incoming_state"
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(state="new"), name="exchange_incoming_due"),
            models.Index(fields=["system", "-id"], name="exchange_incoming_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.kind} {self.name}"


class Difference(ActedModel):
    """Where their record and ours disagree; open until somebody says how it was settled."""

    system = models.CharField(max_length=30)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=80)
    field = models.CharField(max_length=60)
    ours = models.CharField(max_length=200, blank=True)
    theirs = models.CharField(max_length=200, blank=True)
    owner_org_id = models.BigIntegerField(null=True)
    found_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settlement = models.TextField(blank=True)

    write_rights = Rights.columns("settled_at", "settlement")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system", "kind", "key", "field"],
                condition=Q(settled_at=None),
                name="exchange_difference_open_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["owner_org_id", "found_at"],
                condition=Q(settled_at=None),
                name="exchange_difference_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.key} {self.field}"
