"""Counting days as the law counts them; pure, no clock.

The day on which a period starts is not counted. A deadline that falls on a day off moves
forward to the next working day. A period in months ends on the same day number, or on the
month's last day when there is none. Periods "before" an event are counted backwards and never
shifted. 以上, 以下, 以内 include the number; 超过, 不满 exclude it.

Working days follow the State Council's yearly lists. For days beyond the newest published
list Monday to Friday are taken as working days and whatever was computed with them is marked
*provisional*: it is computed again when the list is published.

Source: Civil Code arts 201-204, 1259; State Council holiday notices.
"""

from qianshan.mechanisms.calendar.kernel.counting import (
    add_days,
    add_months,
    add_workdays,
    add_years,
    days_between,
    latest_before,
    workdays_left,
)
from qianshan.mechanisms.calendar.kernel.deadlines import Deadline, Unit, deadline
from qianshan.mechanisms.calendar.kernel.workdays import (
    is_provisional,
    is_workday,
    list_version,
    next_workday,
    published_until,
)

__all__ = [
    "Deadline",
    "Unit",
    "add_days",
    "add_months",
    "add_workdays",
    "add_years",
    "days_between",
    "deadline",
    "is_provisional",
    "is_workday",
    "latest_before",
    "list_version",
    "next_workday",
    "published_until",
    "workdays_left",
]
