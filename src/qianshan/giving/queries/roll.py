"""The donor roll: the day, the name and the amount as each donor chose, and nothing that tells more.

Within a day the lines stand in no order that means anything (by a hash of the code): the order of
booking is the order of the tape, and would place a withheld amount between two shown ones. A line
with a withheld amount waits until its period is over: a day, or as many days as hold at least five
such gifts. Otherwise whoever watches the page and the total would read the amount off the total.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.db.models import Count
from django.db.models.functions import TruncDate

from qianshan.giving.models import Booked
from qianshan.giving.types import RollLine, RollPlace
from qianshan.mechanisms.calendar.clock import SHANGHAI, date_of

LEAST_WITHHELD = 5
MOST_DAYS = 366
_NEWEST = (
    "SELECT max(paid_at) FROM giving_booked WHERE project_id = ANY(%(projects)s) AND paid_at < %(before)s"
)
_OF_DAY = """
SELECT g.shown_name, CASE WHEN g.amount_shown THEN g.amount_fen END, md5(g.code) AS place
FROM giving_booked b JOIN giving_gift g ON g.id = b.gift_id
WHERE b.project_id = ANY(%(projects)s) AND b.paid_at >= %(first)s AND b.paid_at < %(end)s
  AND (g.amount_shown OR %(closed)s) AND md5(g.code) > %(after)s
ORDER BY place LIMIT %(limit)s
"""


def roll(
    project_ids: Iterable[int], *, today: date, limit: int = 50, after: RollPlace | None = None
) -> list[RollLine]:
    """The roll of projects, the newest day first, from the line after `after` on.

    Two queries for each day that is shown and one for the withheld ones.
    """
    projects = list(project_ids)
    closed_until = _closed_until(projects, today)
    bound = _start(after.day + timedelta(days=1)) if after else _start(today + timedelta(days=1))
    lines: list[RollLine] = []
    for _ in range(MOST_DAYS):
        day = _newest_day(projects, bound)
        if day is None or len(lines) >= limit:
            break
        place = after.place if after and after.day == day else ""
        lines += _of_day(projects, day, place, limit - len(lines), closed=day <= closed_until)
        bound = _start(day)
    return lines


def last_closed_day(counts: Sequence[tuple[date, int]], today: date) -> date:
    """Up to which day withheld lines may be shown; `counts` are the withheld gifts by day, ascending.

    Today never counts. Days are put together until they hold five; what is left waits.
    """
    closed, held = date.min, 0
    for day, number in counts:
        if day >= today:
            break
        held += number
        if held >= LEAST_WITHHELD:
            closed, held = day, 0
    return closed


def _closed_until(projects: list[int], today: date) -> date:
    rows = (
        Booked.objects.filter(project_id__in=projects, gift__amount_shown=False)
        .annotate(day=TruncDate("paid_at", tzinfo=SHANGHAI))
        .values("day")
        .annotate(number=Count("pk"))
        .order_by("day")
    )
    return last_closed_day([(row["day"], row["number"]) for row in rows], today)


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=SHANGHAI)


def _newest_day(projects: list[int], before: datetime) -> date | None:
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, {"projects": projects, "before": before})
        found = cursor.fetchone()
    return date_of(found[0]) if found and found[0] else None


def _of_day(projects: list[int], day: date, place: str, limit: int, *, closed: bool) -> list[RollLine]:
    values: dict[str, list[int] | datetime | bool | str | int] = {
        "projects": projects,
        "first": _start(day),
        "end": _start(day + timedelta(days=1)),
        "closed": closed,
        "after": place,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_OF_DAY, values)
        rows = cursor.fetchall()
    return [RollLine(day, name, fen, RollPlace(day, hash_)) for name, fen, hash_ in rows]
