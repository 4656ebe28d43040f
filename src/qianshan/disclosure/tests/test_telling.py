from datetime import date, timedelta

import pytest

from qianshan.disclosure.jobs import tell_donors
from qianshan.fundraising.api import project_by_id
from qianshan.giving.api import NameChoice
from qianshan.mechanisms.calendar import clock
from qianshan.mechanisms.obligations.api import judge_passed_duties, standings
from tests.worlds.disclosing import at
from tests.worlds.giving import open_for_gifts

pytestmark = pytest.mark.django_db
GIVEN = date(2026, 12, 10)


@pytest.fixture
def giving():
    world = open_for_gifts()
    for phone in ("13800000001", "13800000002", "13800000001"):
        world.given(phone=phone, name="田阿妹", name_choice=NameChoice.MASKED, at=at(GIVEN))
    world.given(at=at(GIVEN))  # nobody knows who
    return world


def missing(world, today):
    code = project_by_id(world.plan.project_id).code
    return [one.duty for one in standings(today, group=code) if one.days_late and one.is_open]


def test_each_known_donor_is_told_once_of_a_missing_report(giving):
    today = date(2027, 3, 31)
    duty = missing(giving, today)[0]
    with clock.set_to(at(today)):
        told = tell_donors.func(
            project=duty.group, about=duty.about, due_on=duty.due.on.isoformat(), duty=duty.key
        )
        again = tell_donors.func(
            project=duty.group, about=duty.about, due_on=duty.due.on.isoformat(), duty=duty.key
        )

    assert (told, again) == (2, 0)


def test_the_verdict_puts_the_telling_behind_it(giving):
    today = date(2027, 3, 31)
    from procrastinate.contrib.django.models import ProcrastinateJob

    judged = judge_passed_duties(at(today))

    jobs = ProcrastinateJob.objects.filter(task_name="disclosure.tell_donors")
    assert judged >= 1
    assert jobs.count() == len(missing(giving, today))
    assert judge_passed_duties(at(today + timedelta(days=0))) == 0
