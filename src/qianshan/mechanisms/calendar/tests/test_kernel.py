from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianshan.mechanisms.calendar.kernel import (
    add_months,
    add_workdays,
    add_years,
    deadline,
    is_provisional,
    is_workday,
    latest_before,
    next_workday,
    published_until,
    workdays_left,
)

DAYS = st.dates(date(2005, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 10, 1), False),  # National Day, a Thursday
        (date(2026, 10, 7), False),  # its last free day, a Wednesday
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),  # a Saturday that is worked
        (date(2026, 10, 11), False),
        (date(2026, 11, 24), True),
    ],
)
def test_working_days_follow_the_state_council(day, works):
    assert is_workday(day) is works


def test_the_starting_day_is_not_counted():
    assert deadline(date(2026, 11, 2), 10).on == date(2026, 11, 12)


def test_a_deadline_on_a_day_off_moves_to_the_next_working_day():
    moved = deadline(date(2026, 9, 21), 10)  # ends on National Day, free until the 7th

    assert moved.counted_on == date(2026, 10, 1)
    assert moved.on == date(2026, 10, 8)
    assert moved.moved
    assert not moved.provisional


def test_a_deadline_on_a_worked_saturday_stays():
    assert deadline(date(2026, 9, 30), 10).on == date(2026, 10, 10)


def test_periods_before_an_event_are_never_shifted():
    assert latest_before(date(2026, 10, 11), 10) == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 8, 31), 3, date(2026, 11, 30)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 5, 15), 3, date(2026, 8, 15)),
        (date(2026, 12, 1), -1, date(2026, 11, 1)),
    ],
)
def test_a_period_in_months_ends_on_the_same_number_or_the_months_end(start, months, end):
    assert add_months(start, months) == end


def test_the_leap_day_has_a_birthday_in_common_years():
    assert add_years(date(2028, 2, 29), 1) == date(2029, 2, 28)


def test_working_days_leave_out_the_holiday_and_count_the_worked_saturday():
    assert add_workdays(date(2026, 9, 30), 3) == date(2026, 10, 10)  # 8, 9, 10 October


def test_days_beyond_the_published_list_are_provisional():
    last = published_until()

    assert not is_provisional(last)
    assert is_provisional(last + timedelta(days=1))
    assert deadline(last, 5, "workday").provisional
    assert not deadline(last - timedelta(days=60), 5, "workday").provisional


def test_backward_working_days_are_refused():
    with pytest.raises(ValueError, match="forward only"):
        add_workdays(date(2026, 1, 1), -1)


def test_overdue_working_days_are_negative():
    assert workdays_left(date(2026, 11, 24), date(2026, 11, 20)) == -2
    assert workdays_left(date(2026, 11, 24), date(2026, 11, 24)) == 0
    assert workdays_left(date(2026, 11, 24), date(2026, 12, 1)) == 5


@given(DAYS, st.integers(0, 400))
def test_a_deadline_is_a_working_day_never_before_its_count(start, days):
    found = deadline(start, days)

    assert is_workday(found.on)
    assert found.counted_on == start + timedelta(days=days)
    assert 0 <= (found.on - found.counted_on).days <= 12
    between = [found.counted_on + timedelta(days=n) for n in range((found.on - found.counted_on).days)]
    assert not any(is_workday(day) for day in between)


@given(DAYS, st.integers(0, 60))
def test_counting_working_days_and_counting_what_is_left_agree(start, amount):
    end = add_workdays(start, amount)

    assert workdays_left(start, end) == amount
    assert amount == 0 or is_workday(end)


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_working_days_add_up(start, first, second):
    assert add_workdays(add_workdays(start, first), second) == add_workdays(start, first + second)


@given(DAYS, st.integers(0, 120))
def test_months_keep_the_day_or_take_the_last(start, months):
    end = add_months(start, months)

    assert end.day == start.day or (end + timedelta(days=1)).day == 1
    assert (end.year - start.year) * 12 + end.month - start.month == months


@given(DAYS)
def test_the_next_working_day_of_a_working_day_is_itself(day):
    assert is_workday(day) == (next_workday(day) == day)
