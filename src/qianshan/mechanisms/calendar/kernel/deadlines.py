"""A statutory clock as one value: when it runs out, where it would have, and how sure that is."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qianshan.mechanisms.calendar.kernel.counting import (
    add_days,
    add_months,
    add_workdays,
    add_years,
    workdays_left,
)
from qianshan.mechanisms.calendar.kernel.workdays import is_provisional, next_workday


class Unit(StrEnum):
    """What a period of the law is counted in."""

    DAY = "day"
    WORKDAY = "workday"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day on which something can be done in time.

    Attributes:
        on: the last day, moved forward if it fell on a day off.
        counted_on: where the count itself ended.
        provisional: the day rests on a year whose State Council list is not published yet.
    """

    on: date
    counted_on: date
    provisional: bool

    @property
    def moved(self) -> bool:
        """Whether a day off moved it."""
        return self.on != self.counted_on

    def is_over(self, today: date) -> bool:
        """Whether the last day has passed."""
        return today > self.on

    def days_left(self, today: date) -> int:
        """Calendar days left; 0 on the last day, negative when overdue."""
        return (self.on - today).days

    def workdays_left(self, today: date) -> int:
        """Working days left; 0 on the last day, negative when overdue."""
        return workdays_left(today, self.on)


_ADD = {Unit.DAY: add_days, Unit.WORKDAY: add_workdays, Unit.MONTH: add_months, Unit.YEAR: add_years}


def deadline(start: date, amount: int, unit: Unit | str = Unit.DAY) -> Deadline:
    """When a period that starts with an event on `start` runs out.

    Source: Civil Code arts 201-203.
    """
    unit = Unit(unit)
    counted = _ADD[unit](start, amount)
    last = next_workday(counted)
    asked = [last] if unit is not Unit.WORKDAY else [start, last]
    return Deadline(last, counted, any(is_provisional(day) for day in asked))
