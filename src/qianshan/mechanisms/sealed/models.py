"""Data keys of persons, and the sealed values that belong to a person rather than to a case."""

from typing import ClassVar

from django.db import models

from qianshan.mechanisms.acts.api import ActedModel, Rights


class PersonKey(ActedModel):
    """The data key of one person, wrapped; `wrapped` is NULL once it is destroyed."""

    person_id = models.BigIntegerField(primary_key=True)
    master = models.SmallIntegerField()
    wrapped = models.BinaryField(null=True)
    destroyed_at = models.DateTimeField(null=True)

    write_rights: ClassVar[Rights] = Rights.columns("master", "wrapped", "destroyed_at")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(wrapped__isnull=False, destroyed_at__isnull=True)
                | models.Q(wrapped__isnull=True, destroyed_at__isnull=False),
                name="sealed_key_there_or_destroyed",
            )
        ]

    def __str__(self) -> str:
        return f"key of person {self.person_id}"


class SealedValue(ActedModel):
    """One sealed text of a person for one purpose, such as `phone`; a newer row replaces an older one."""

    person_id = models.BigIntegerField()
    purpose = models.CharField(max_length=40)
    blob = models.BinaryField()
    at = models.DateTimeField()

    write_rights: ClassVar[Rights] = Rights.APPEND

    class Meta:
        indexes = [models.Index(fields=["person_id", "purpose", "-id"], name="sealed_value_newest")]

    def __str__(self) -> str:
        return f"{self.purpose} of person {self.person_id}"
