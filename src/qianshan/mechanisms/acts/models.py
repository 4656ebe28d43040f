"""Acts, what they touched, how they ended, and refused attempts."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from qianshan.mechanisms.acts.fields import CurrentAct, CurrentTransaction
from qianshan.mechanisms.acts.rights import Rights


class Act(models.Model):
    """Who did what, as whom, why and from where; written first, in the transaction of the change."""

    xid = models.BigIntegerField(db_default=CurrentTransaction(), editable=False)
    command = models.CharField(max_length=120)
    actor_kind = models.CharField(max_length=12)
    actor_name = models.CharField(max_length=120)
    person_id = models.BigIntegerField(null=True)
    as_org_id = models.BigIntegerField(null=True)
    origin = models.CharField(max_length=60, blank=True)
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes = [models.Index(fields=["person_id", "id"], name="acts_act_person")]

    def __str__(self) -> str:
        return f"{self.pk} {self.command}"


class ActSubject(models.Model):
    """An object that an act touched; `key` is its primary key or public code."""

    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="subjects")
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["kind", "key", "act"], name="acts_subject_object")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class ActOutcome(models.Model):
    """How an act ended; `steps` are the commands that joined it, in order."""

    act = models.OneToOneField(Act, on_delete=models.PROTECT, primary_key=True, related_name="outcome")
    steps = models.JSONField(default=list)
    fields = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.pk} done"


class ActRefusal(models.Model):
    """A refused attempt, at most one a minute per actor and kind; never a value."""

    actor_key = models.CharField(max_length=160)
    command = models.CharField(max_length=120)
    code = models.CharField(max_length=40)
    field = models.CharField(max_length=60, blank=True)
    article = models.CharField(max_length=60, blank=True)
    minute = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["actor_key", "command", "code", "minute"], name="acts_refusal_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.command} {self.code}"


class Installation(models.Model):
    """What this database is; one row, written once by its owner and never changed."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    practice = models.BooleanField()
    name = models.CharField(max_length=60)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="acts_installation_one")]

    def __str__(self) -> str:
        return self.name


class ActedModel(models.Model):
    """A guarded table: rows are written inside an act only and carry the act that made them.

    An UPDATE leaves `act_id`: what changed stands in the act of the change.
    """

    act_id = models.BigIntegerField(db_default=CurrentAct(), editable=False)

    write_rights: ClassVar[Rights] = Rights.UPDATE

    class Meta:
        abstract = True


class ChainState(models.Model):
    """How far the chain of acts has come: head, right edge of the tree, and the reader's place; one row."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    size = models.BigIntegerField(default=0)
    edge = models.BinaryField(default=b"")
    high = models.BigIntegerField(default=0)
    gaps = models.JSONField(default=list)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="acts_chainstate_one")]

    def __str__(self) -> str:
        return f"chain of {self.size}"


class ChainRun(models.Model):
    """Acts `[first_act, first_act + count)` stand at `[first_index, first_index + count)` of the chain.

    `root` is the head of the tree behind the last of them.
    """

    first_index = models.BigIntegerField(primary_key=True)
    first_act = models.BigIntegerField(unique=True)
    count = models.BigIntegerField()
    root = models.BinaryField(null=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(count__gt=0), name="acts_chainrun_some")]

    def __str__(self) -> str:
        return f"{self.first_index}+{self.count}"
