"""How often something may be done: an exact sliding window per key, in one UPSERT.

Written outside commands, so that a refused attempt counts too. No process memory: two web
workers and two nodes see the same counters.
"""

from datetime import date, datetime, timedelta

from django.db import connection

from qianshan.mechanisms.access.models import DayCount, Limit
from qianshan.mechanisms.acts.api import Refusal
from qianshan.mechanisms.words import N_, Words

_TAKE = """
INSERT INTO access_limit AS l (key, instants, until)
VALUES (%(key)s, ARRAY[%(at)s::timestamptz], %(until)s)
ON CONFLICT (key) DO UPDATE SET
  instants = ARRAY(SELECT i FROM unnest(l.instants) i WHERE i > %(since)s ORDER BY i) || %(at)s::timestamptz,
  until = %(until)s
WHERE (SELECT count(*) FROM unnest(l.instants) i WHERE i > %(since)s) < %(most)s
RETURNING 1
"""

_COUNT = """
INSERT INTO access_daycount AS c (key, day, count) VALUES (%s, %s, 1)
ON CONFLICT (key, day) DO UPDATE SET count = c.count + 1 WHERE c.count < %s
RETURNING count
"""


class TooMany(Refusal):
    """A limit is reached; says when to come back."""

    code = "too_many"
    status = 429


def take(key: str, *, most: int, seconds: int, at: datetime) -> bool:
    """Count one use of a key; False, and nothing counted, when `most` uses lie within the last `seconds`."""
    period = timedelta(seconds=seconds)
    with connection.cursor() as cursor:
        cursor.execute(
            _TAKE, {"key": key, "at": at, "since": at - period, "until": at + period, "most": most}
        )
        return cursor.fetchone() is not None


def take_or_refuse(key: str, *, most: int, seconds: int, at: datetime) -> None:
    """As `take`.

    Raises:
        TooMany: the limit is reached.
    """
    if not take(key, most=most, seconds=seconds, at=at):
        raise TooMany(
            Words(
                N_("That was too often: %(most)s times in %(minutes)s minutes at most. Try again later."),
                most=most,
                minutes=max(1, seconds // 60),
            )
        )


def forget(key: str) -> None:
    """Take back what was counted for a key: what was tried has succeeded."""
    Limit.objects.filter(key=key).delete()


def count_today(key: str, day: date, *, most: int) -> int | None:
    """Count one more for a day and return the count; None when `most` is reached."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [key, day, most])
        row = cursor.fetchone()
        return int(row[0]) if row else None


def counted_today(key: str, day: date) -> int:
    """How much was counted for a day."""
    row = DayCount.objects.filter(key=key, day=day).first()
    return row.count if row else 0


def sweep(at: datetime) -> int:
    """Remove counters that can no longer limit anything; returns how many."""
    old, _ = Limit.objects.filter(until__lt=at).delete()
    days, _ = DayCount.objects.filter(day__lt=(at - timedelta(days=90)).date()).delete()
    return old + days
