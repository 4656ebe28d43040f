"""Persons: staff by name, donors and beneficiaries by sealed data only."""

from typing import ClassVar

from django.db import models

from qianshan.mechanisms.acts.api import ActedModel, Rights


class Person(ActedModel):
    """One human. `staff_name` is set only for those who act in an office; all else is sealed.

    `phone_index` and `id_index` are blind indexes: one person by ID number, one donor by phone.
    """

    code = models.CharField(max_length=14, unique=True)
    staff_name = models.CharField(max_length=60, blank=True)
    phone_index = models.BinaryField(max_length=33, null=True)
    id_index = models.BinaryField(max_length=33, null=True)
    created_at = models.DateTimeField()

    write_rights: ClassVar[Rights] = Rights.columns("staff_name", "phone_index", "id_index")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["phone_index"], name="access_person_phone"),
            models.UniqueConstraint(fields=["id_index"], name="access_person_id"),
        ]

    def __str__(self) -> str:
        return self.code
