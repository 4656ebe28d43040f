"""What proves somebody without an account: signed links and codes by SMS; and the counters of limits."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from qianshan.mechanisms.acts.api import ActedModel, Rights


class Link(ActedModel):
    """A secret link to one object for one purpose; only the token's hash is stored.

    `max_uses` NULL: as often as wanted until it expires. A use is the press of the button on the
    link's page, never the opening of the page.
    """

    token_hash = models.BinaryField(max_length=32, unique=True)
    purpose = models.CharField(max_length=40)
    object_kind = models.CharField(max_length=60)
    object_key = models.CharField(max_length=60)
    person_id = models.BigIntegerField(null=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    max_uses = models.SmallIntegerField(null=True)
    uses = models.IntegerField(default=0)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    write_rights: ClassVar[Rights] = Rights.columns("uses", "last_used_at", "revoked_at")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(max_uses__isnull=True) | models.Q(uses__lte=models.F("max_uses")),
                name="access_link_uses",
            )
        ]
        indexes = [models.Index(fields=["object_kind", "object_key"], name="access_link_object")]

    def __str__(self) -> str:
        return f"link {self.pk} {self.purpose}"


class PhoneCode(ActedModel):
    """A six-digit code sent to a phone; the number and the code stand here as keyed hashes only."""

    phone_index = models.BinaryField(max_length=33)
    purpose = models.CharField(max_length=40)
    code_hash = models.BinaryField(max_length=33)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    write_rights: ClassVar[Rights] = Rights.columns("used_at")

    class Meta:
        indexes = [models.Index(fields=["phone_index", "purpose", "-id"], name="access_code_newest")]

    def __str__(self) -> str:
        return f"code {self.pk} {self.purpose}"


class Limit(models.Model):
    """The instants of the latest uses of something that is limited, by key; not guarded, swept daily."""

    key = models.CharField(max_length=160, primary_key=True)
    instants = ArrayField(models.DateTimeField())
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["until"], name="access_limit_until")]

    def __str__(self) -> str:
        return self.key


class DayCount(models.Model):
    """How often something was done on a day, such as an SMS sent; not guarded."""

    key = models.CharField(max_length=40)
    day = models.DateField()
    count = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "day"], name="access_daycount_key")]

    def __str__(self) -> str:
        return f"{self.key} {self.day}"
