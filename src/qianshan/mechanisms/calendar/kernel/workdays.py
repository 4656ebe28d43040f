"""Which days are working days: the State Council's lists, our corrections, else Monday to Friday."""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources

import yaml
from chinese_calendar.constants import holidays, workdays

_SATURDAY = 5
_LONGEST_BREAK = 30


@dataclass(frozen=True, slots=True)
class HolidayList:
    """Days off that fall on weekdays, and weekend days that are worked, within the published years."""

    off: frozenset[date]
    worked: frozenset[date]
    first: date
    last: date
    version: str


@cache
def holiday_list() -> HolidayList:
    """The library's lists with our corrections laid over them.

    Raises:
        ValueError: a correction names a kind other than `off` or `work`.
    """
    off, worked = set(holidays), set(workdays)
    text = (
        resources.files("qianshan.mechanisms.calendar").joinpath("data/corrections.yaml").read_text("utf-8")
    )
    known = yaml.safe_load(text)
    for row in known["corrections"] or ():
        day, kind = row["day"], row["kind"]
        if kind not in ("off", "work"):
            raise ValueError(f"calendar/data/corrections.yaml: {day} has kind {kind!r}: use off or work")
        (off if kind == "off" else worked).add(day)
        (worked if kind == "off" else off).discard(day)
    years = {day.year for day in off}
    digest = hashlib.sha256("".join(sorted(d.isoformat() for d in off)).encode())
    digest.update("".join(sorted(d.isoformat() for d in worked)).encode())
    return HolidayList(
        frozenset(off),
        frozenset(worked),
        date(min(years), 1, 1),
        date(max(years), 12, 31),
        digest.hexdigest()[:12],
    )


def published_until() -> date:
    """The last day for which a State Council list is known."""
    return holiday_list().last


def list_version() -> str:
    """A short digest of the lists: it changes when days that were provisional become certain."""
    return holiday_list().version


def is_provisional(day: date) -> bool:
    """Whether no published list says if this is a working day."""
    known = holiday_list()
    return not known.first <= day <= known.last


def is_workday(day: date) -> bool:
    """Whether offices work on this day; Monday to Friday where no list is published."""
    known = holiday_list()
    if day in known.off:
        return False
    return day in known.worked or day.weekday() < _SATURDAY


def next_workday(day: date) -> date:
    """This day if it is a working day, else the first working day after it."""
    for ahead in range(_LONGEST_BREAK):
        found = day + timedelta(days=ahead)
        if is_workday(found):
            return found
    raise ValueError(f"no working day within {_LONGEST_BREAK} days after {day}: the holiday list is wrong")
