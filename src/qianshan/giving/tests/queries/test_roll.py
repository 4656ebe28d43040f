"""The donor roll: what each chose, and no way to tell a withheld amount."""

from datetime import date, timedelta

import pytest

from qianshan.giving.api import NameChoice, roll
from qianshan.giving.queries.roll import last_closed_day
from tests.worlds.giving import GIVEN_AT, open_for_gifts

TODAY = date(2026, 12, 10)
DAY = timedelta(days=1)


def day(number):
    return date(2026, 12, number)


@pytest.mark.parametrize(
    ("counts", "closed"),
    [
        ([], date.min),
        ([(day(1), 4)], date.min),
        ([(day(1), 5)], day(1)),
        ([(day(1), 2), (day(3), 3)], day(3)),
        ([(day(1), 5), (day(2), 4)], day(1)),
        ([(day(10), 50)], date.min),
        ([(day(9), 5), (day(10), 50)], day(9)),
    ],
)
def test_withheld_lines_wait_until_five_are_together_and_their_day_is_over(counts, closed):
    assert last_closed_day(counts, TODAY) == closed


@pytest.mark.django_db
def test_the_roll_shows_the_day_and_what_each_chose():
    world = open_for_gifts()
    world.given(100, name="李小文", name_choice=NameChoice.FULL, amount_shown=True)
    world.given(300, amount_shown=True)
    for _ in range(5):
        world.given(200, name="王大明", name_choice=NameChoice.MASKED)

    today = roll([world.plan.project_id], today=TODAY)
    tomorrow = roll([world.plan.project_id], today=TODAY + DAY)

    assert {(line.name, line.amount_fen) for line in today} == {("李小文", 100), ("", 300)}
    assert (
        sorted((line.name, line.amount_fen) for line in tomorrow if line.amount_fen is None)
        == [("王*明", None)] * 5
    )
    assert {line.day.isoformat() for line in tomorrow} == {"2026-12-10"}


@pytest.mark.django_db
def test_four_withheld_gifts_are_not_listed_the_next_day():
    world = open_for_gifts()
    for _ in range(4):
        world.given(200)

    assert roll([world.plan.project_id], today=TODAY + DAY) == []


@pytest.mark.django_db
def test_the_order_within_a_day_is_not_the_order_of_the_tape():
    world = open_for_gifts()
    amounts = list(range(100, 1300, 100))
    for amount in amounts:
        world.given(amount, amount_shown=True)

    shown = [line.amount_fen for line in roll([world.plan.project_id], today=TODAY)]

    assert sorted(shown) == amounts
    assert shown not in (amounts, amounts[::-1])


@pytest.mark.django_db
def test_the_pages_together_are_the_whole_roll_once():
    world = open_for_gifts()
    for number in range(9):
        world.given(100 + number, at=GIVEN_AT + DAY * (number // 4), amount_shown=True)
    today = TODAY + 5 * DAY

    seen, after = [], None
    while lines := roll([world.plan.project_id], today=today, limit=2, after=after):
        seen += [(line.day, line.amount_fen) for line in lines]
        after = lines[-1].at

    assert [line[0] for line in seen] == sorted((line[0] for line in seen), reverse=True)
    assert sorted(line[1] for line in seen) == [100 + number for number in range(9)]
