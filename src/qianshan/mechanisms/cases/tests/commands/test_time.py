"""What the calendar does to cases: who is told, what closes by itself, what is counted again."""

import json
from datetime import UTC, date, datetime

import pytest

from qianshan.mechanisms.access.api import appoint, create_person
from qianshan.mechanisms.calendar.clock import set_to
from qianshan.mechanisms.cases.api import Defect, accept_case, case_file, return_case
from qianshan.mechanisms.cases.commands.recount import provisional_codes, recount_clock
from qianshan.mechanisms.cases.jobs import lapse, tidy
from qianshan.mechanisms.cases.models import Case, CaseClock
from qianshan.mechanisms.notices.models import Notice
from qianshan.mechanisms.notices.outbox import PURPOSE
from qianshan.mechanisms.sealed.api import unseal_for_system
from tests.worlds.applications import submitted
from tests.worlds.organisations import AT, House, Staff, by_system, later, office, social_organisation

pytestmark = pytest.mark.django_db


def returned(registrar, house, at=AT):
    code = submitted("charities.recognition", house, at)
    return_case(code=code, version=2, defects=[Defect("", "补充章程。")], by=registrar.officer.at(at))
    return code


def test_who_sent_a_case_is_told_by_sms_with_the_last_day_and_the_way_to_it():
    registrar = office()
    house = social_organisation(registrar)
    person = create_person(staff_name="石兰", phone="13985500001", by=by_system())
    appoint(
        person_id=person,
        organisation_id=house.organisation_id,
        roles=["head"],
        valid_from=date(2020, 1, 1),
        by=by_system(),
    )
    head = Staff(person, house.organisation_id)
    reachable = House(house.charity_id, house.organisation_id, house.uscc, house.name, head, head)

    code = returned(registrar, reachable)

    notice = Notice.objects.get(template="cases.returned")
    values = json.loads(unseal_for_system(PURPOSE, bytes(notice.sealed)))["values"]
    assert values["due"] == "2026-12-04"
    assert values["link"].endswith(f"/work/{house.uscc}/cases/{code}/")


def test_a_person_without_a_phone_is_not_told_and_nothing_stops():
    registrar = office()

    returned(registrar, social_organisation(registrar))

    assert not Notice.objects.exists()


@pytest.mark.parametrize(("days", "state"), [(10, "returned"), (11, "lapsed")])
def test_the_job_closes_what_was_not_corrected_in_time(days, state):
    registrar = office()
    code = returned(registrar, social_organisation(registrar))

    with set_to(later(days)):
        lapse(0)

    assert Case.objects.get(code=code).state == state


def test_a_clock_beyond_the_published_list_is_provisional_and_counted_again():
    registrar = office()
    at = datetime(2026, 12, 24, 2, 0, tzinfo=UTC)
    house = social_organisation(registrar, at=at)
    code = submitted("charities.recognition", house, at, resolution_on="2026-12-01")
    accept_case(code=code, version=2, by=registrar.officer.at(at))
    clock = CaseClock.objects.get(case__code=code, ended_on=None)
    assert clock.provisional
    assert provisional_codes(at.date()) == []

    moved = recount_clock(code=code, by=by_system(at))

    assert not moved
    assert case_file(code, on=at.date()).row.due_on == clock.due_on


def test_the_nightly_job_runs_over_an_empty_house():
    with set_to(AT):
        tidy(0)
