"""The index: one row for each thing that can be found."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class Entry(models.Model):
    """A charity, project or plan as the search knows it; a copy, rebuilt from the slices.

    `text` is the normal form of everything by which it is found, line by line; `grams` are its
    characters and pairs. `number` is the public number in normal form.
    """

    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=32)
    title = models.CharField(max_length=120)
    title_normal = models.CharField(max_length=120)
    subtitle = models.CharField(max_length=200)
    number = models.CharField(max_length=32)
    text = models.TextField()
    sort_key = models.CharField(max_length=240)
    grams = SearchVectorField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="search_entry_once")]
        indexes = [GinIndex(fields=["grams"], name="search_entry_grams", fastupdate=False)]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
