"""Divisions with their periods."""

from enum import IntEnum
from typing import ClassVar

from django.db import models

from qianshan.mechanisms.acts.api import ActedModel, Rights

NBS = "nbs"


class Level(IntEnum):
    """The five levels."""

    PROVINCE = 1
    PREFECTURE = 2
    COUNTY = 3
    TOWNSHIP = 4
    VILLAGE = 5


class Division(ActedModel):
    """A division under one code in [valid_from, valid_to); NULL: since before, or until further.

    `parent_code` is of the same scheme; `sort_key` is pinyin without tones; `became` is the code
    that took over when this one ended. Where only the year of a change is known, old and new code
    both count in that year.
    """

    scheme = models.CharField(max_length=8)
    code = models.CharField(max_length=12)
    parent_code = models.CharField(max_length=12, blank=True)
    level = models.SmallIntegerField()
    name = models.CharField(max_length=60)
    sort_key = models.CharField(max_length=120)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    became = models.CharField(max_length=12, blank=True)

    write_rights: ClassVar[Rights] = Rights.columns("valid_to", "became")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$"),
                name="divisions_code_form",
            ),
            models.CheckConstraint(
                condition=models.Q(level=1, parent_code="")
                | (models.Q(level__gt=1) & ~models.Q(parent_code="")),
                name="divisions_parent",
            ),
        ]
        indexes = [
            models.Index(fields=["scheme", "code"], name="divisions_code"),
            models.Index(fields=["scheme", "parent_code", "sort_key"], name="divisions_children"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.code}"
