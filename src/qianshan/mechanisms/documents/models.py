"""Stored files: what is known about them; their bytes lie in a folder under a random name."""

from django.db import models

from qianshan.mechanisms.acts.api import ActedModel, Rights


class StoredFile(ActedModel):
    """One file that was taken or made; its bytes never change.

    `sealed` says with which key its bytes and its name are sealed: none, the person's, or the
    system's (personal data of people who are no persons here).
    """

    key = models.CharField(max_length=32, unique=True)
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=8)
    size_bytes = models.BigIntegerField()
    width = models.IntegerField(null=True)
    height = models.IntegerField(null=True)
    pages = models.IntegerField(null=True)
    name = models.CharField(max_length=120, blank=True)
    sealed_name = models.BinaryField(null=True)
    sealed = models.CharField(max_length=8, blank=True)
    person_id = models.BigIntegerField(null=True)
    purpose = models.CharField(max_length=60)
    stored_at = models.DateTimeField()

    write_rights = Rights.APPEND

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sealed__in=["", "system"], person_id=None)
                | models.Q(sealed="person", person_id__isnull=False),
                name="documents_file_seal",
            ),
            models.CheckConstraint(condition=models.Q(size_bytes__gt=0), name="documents_file_size"),
        ]
        indexes = [models.Index(fields=["sha256"], name="documents_file_hash")]

    def __str__(self) -> str:
        return f"{self.key} {self.kind}"
