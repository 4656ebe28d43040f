from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianshan.mechanisms.calendar.kernel import add_months
from qianshan.mechanisms.obligations.kernel import (
    Duty,
    State,
    final_period,
    periodic_periods,
    standing_of,
)
from qianshan.mechanisms.words import Words

START = date(2026, 3, 2)


def periods(first, last):
    return periodic_periods(first, last, long_months=6, every_months=3)


def duty(number=1):
    period = periods(START, date(2027, 3, 1))[number - 1]
    return Duty(
        kind="trial.periodic", subject_kind="trial", subject_key="A", group="A", number=number, owner_id=1, period=period,
        opens_on=period.first, article="CL art 79", title=Words("Report"), about="Trial", verb=Words("Publish"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("last", "count"),
    [
        (date(2026, 9, 1), 0),  # a day below six months
        (date(2026, 9, 2), 0),  # six months are not longer than six months
        (date(2026, 9, 3), 2),  # a day more: after 3 and after 6 months
        (date(2026, 12, 2), 2),  # the ninth month ends on the last day: the final report
        (date(2026, 12, 3), 3),
    ],
)
def test_only_what_is_longer_than_six_months_is_reported_on_the_way(last, count):
    assert len(periods(START, last)) == count


def test_periods_end_on_the_same_day_number_and_are_due_on_a_working_day():
    found = periods(date(2026, 1, 31), date(2026, 12, 31))

    assert [p.last for p in found] == [date(2026, 4, 30), date(2026, 7, 31), date(2026, 10, 31)]
    assert [p.due.on for p in found] == [date(2026, 4, 30), date(2026, 7, 31), date(2026, 11, 2)]
    assert found[2].due.moved


def test_the_final_report_is_due_three_months_after_the_end():
    period = final_period(START, date(2026, 8, 31), within_months=3)

    assert (period.first, period.last, period.due.on) == (START, date(2026, 8, 31), date(2026, 11, 30))


def test_a_due_day_in_a_year_without_a_published_list_is_provisional():
    assert final_period(START, date(2026, 12, 10), within_months=3).due.provisional


@given(st.dates(date(2010, 1, 1), date(2026, 1, 1)), st.integers(1, 1500))
def test_periods_cover_the_time_without_hole_or_overlap(first, days):
    last = first + timedelta(days=days)
    found = periods(first, last)

    assert all(p.last < last for p in found)
    assert bool(found) == (last > add_months(first, 6))
    for before, after in pairwise(found):
        assert after.first == before.last + timedelta(days=1)
    if found:
        assert found[0].first == first
        assert add_months(first, 3 * (len(found) + 1)) >= last


@pytest.mark.parametrize(
    ("today", "fulfilled_on", "state", "late"),
    [
        (date(2026, 3, 1), None, State.AHEAD, 0),
        (date(2026, 3, 2), None, State.OPEN, 0),
        (date(2026, 6, 2), None, State.DUE_TODAY, 0),
        (date(2026, 6, 3), None, State.MISSING, 1),
        (date(2026, 6, 30), date(2026, 6, 2), State.KEPT, 0),
        (date(2026, 6, 30), date(2026, 6, 3), State.LATE, 1),
    ],
)
def test_a_duty_stands_as_its_day_says(today, fulfilled_on, state, late):
    found = standing_of(duty(), today, fulfilled_on=fulfilled_on)

    assert (found.state, found.days_late) == (state, late)


def test_a_later_calculation_does_not_move_the_verdict():
    found = standing_of(duty(), date(2026, 6, 10), fulfilled_on=None, outcome_due_on=date(2026, 6, 1))

    assert found.state is State.MISSING
    assert found.days_late == 9
    assert found.differs
