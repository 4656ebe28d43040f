"""Leaves, where they stand in the tree, the heads of the tree, and leaves that a restore lost."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from qianshan.mechanisms.acts.api import ActedModel, Rights


class Leaf(ActedModel):
    """One entry of the log, written in the transaction of what it tells; never changed.

    `record` is the canonical JSON that the entry commits to; it holds ids, amounts and days, never
    personal data. `key` is the public code of the object.
    """

    write_rights: ClassVar[Rights] = Rights.APPEND

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=60)
    entry = models.BinaryField()
    hash = models.BinaryField()
    salt = models.BinaryField()
    record = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["key", "kind"], name="translog_leaf_key")]
        constraints = [
            models.CheckConstraint(
                condition=models.expressions.RawSQL("octet_length(salt) = 32", (), models.BooleanField()),
                name="translog_leaf_salted",
            ),
            models.CheckConstraint(
                condition=models.expressions.RawSQL(
                    "hash = sha256('\\x00'::bytea || entry)", (), models.BooleanField()
                ),
                name="translog_leaf_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Tree(models.Model):
    """The newest head and the reader's place among the leaves; one row, locked while a batch is made.

    `high` is the greatest leaf id that was read. `gaps` are ranges of ids below it that were not there:
    rolled back, or still being written; each `[first, last, seen]` (see merkle's `numbering`).
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    size = models.BigIntegerField(default=0)
    root = models.BinaryField()
    high = models.BigIntegerField(default=0)
    gaps = models.JSONField(default=list)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="translog_tree_one")]

    def __str__(self) -> str:
        return f"tree of {self.size}"


class Run(models.Model):
    """Leaves with ids `[first_leaf, first_leaf + count)` stand at `[first_index, first_index + count)`."""

    first_index = models.BigIntegerField(primary_key=True)
    first_leaf = models.BigIntegerField(unique=True)
    count = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(count__gt=0), name="translog_run_some")]

    def __str__(self) -> str:
        return f"{self.first_index}+{self.count}"


class Head(models.Model):
    """A head of the tree, one for each batch."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self) -> str:
        return f"head of {self.size}"


class Orphan(ActedModel):
    """An entry that the published tiles hold and this database lost in a restore.

    It stays in the tree for ever. Somebody owns the question what it was, until it is explained.
    """

    write_rights: ClassVar[Rights] = Rights.columns("explanation", "explained_at")

    index = models.BigIntegerField(unique=True)
    entry = models.BinaryField()
    owner = models.CharField(max_length=60)
    found_at = models.DateTimeField()
    explanation = models.TextField(blank=True)
    explained_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"orphan {self.index}"
