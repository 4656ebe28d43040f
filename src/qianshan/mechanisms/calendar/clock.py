"""The clock of the edge. Below the edge nobody asks it: commands take `by.at` and `by.date`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

_shift: list[timedelta] = [timedelta(0)]


def now() -> datetime:
    """The instant of the edge, in UTC; a practice database may have moved it."""
    return datetime.now(UTC) + _shift[0]


def date_of(instant: datetime) -> date:
    """The calendar day of an instant in Asia/Shanghai."""
    return instant.astimezone(SHANGHAI).date()


@contextmanager
def set_to(instant: datetime) -> Iterator[None]:
    """Move the edge's clock for a test: `now()` starts from this instant and runs on."""
    before = _shift[0]
    _shift[0] = instant - datetime.now(UTC)
    try:
        yield
    finally:
        _shift[0] = before
