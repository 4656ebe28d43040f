"""The index as a copy of its sources: what differs is written, what is gone is taken out."""

from datetime import date, datetime

from django.db import connection, transaction

from qianshan.mechanisms.calendar.clock import date_of
from qianshan.places.search.kernel import grams, normal
from qianshan.places.search.models import Entry
from qianshan.places.search.sources import Source, initials, sources

Row = tuple[str, str, str, str, str, str]
_FIELDS = ("kind", "key", "title", "subtitle", "number", "text")
_WRITE = """
INSERT INTO search_entry (kind, key, title, subtitle, number, text, title_normal, sort_key, grams)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, array_to_tsvector(%s::text[]))
ON CONFLICT (kind, key) DO UPDATE SET
  title = EXCLUDED.title, subtitle = EXCLUDED.subtitle, number = EXCLUDED.number, text = EXCLUDED.text,
  title_normal = EXCLUDED.title_normal, sort_key = EXCLUDED.sort_key, grams = EXCLUDED.grams
"""


def follow(now: datetime) -> int:
    """Engine step: bring the index up to its sources."""
    return refresh(date_of(now))


def refresh(on: date) -> int:
    """Write what differs and take out what is gone; returns how many rows changed."""
    wanted = {(one.kind, one.key): _row(one) for one in sources(on)}
    with transaction.atomic():
        there = {(row[0], row[1]): row for row in Entry.objects.values_list(*_FIELDS)}
        changed = [row for key, row in wanted.items() if there.get(key) != row]
        gone = [key for key in there if key not in wanted]
        _write(changed)
        for kind, key in gone:
            Entry.objects.filter(kind=kind, key=key).delete()
    return len(changed) + len(gone)


def _row(one: Source) -> Row:
    return (one.kind, one.key, one.title, one.subtitle, normal(one.number), one.text)


def _write(rows: list[Row]) -> None:
    if not rows:
        return
    values = [(*row, normal(row[2]), initials(row[2]), grams(row[5])) for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(_WRITE, values)
