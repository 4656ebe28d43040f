"""Adding days, working days, months and years to a date."""

import calendar
from datetime import date, timedelta

from qianshan.mechanisms.calendar.kernel.workdays import is_workday

_MONTHS = 12


def add_days(start: date, days: int) -> date:
    """The last day of a period of calendar days; the starting day is not counted."""
    return start + timedelta(days=days)


def latest_before(event: date, days: int) -> date:
    """The last day that is at least so many days before an event; never shifted by days off."""
    return event - timedelta(days=days)


def days_between(start: date, end: date) -> int:
    """Calendar days from one day to another, the first not counted; negative when `end` is earlier."""
    return (end - start).days


def add_workdays(start: date, workdays: int) -> date:
    """The last day of a period of working days; the starting day is not counted.

    Raises:
        ValueError: the number is negative.
    """
    if workdays < 0:
        raise ValueError(f"working days are counted forward only, not {workdays}")
    day = start
    for _ in range(workdays):
        day += timedelta(days=1)
        while not is_workday(day):
            day += timedelta(days=1)
    return day


def workdays_left(today: date, due: date) -> int:
    """Working days after today up to and with the due day; 0 on the day itself, negative when overdue."""
    if due < today:
        return -workdays_left(due, today)
    span = (due - today).days
    return sum(1 for ahead in range(1, span + 1) if is_workday(today + timedelta(days=ahead)))


def add_months(start: date, months: int) -> date:
    """The same day number so many months later, or the month's last day when it has no such day."""
    index = start.year * _MONTHS + start.month - 1 + months
    year, month = divmod(index, _MONTHS)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def add_years(start: date, years: int) -> date:
    """The same day so many years later; 29 February becomes the 28th in a common year."""
    return add_months(start, years * _MONTHS)
