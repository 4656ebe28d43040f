"""Anyone checks a certificate by its code: in force, ended, or none."""

import pytest
from django.test import Client

from qianshan.charities.api import charity, end_qualification
from qianshan.mechanisms.calendar.clock import set_to
from tests.worlds.organisations import AT, by_system, office, qualified_charity

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with set_to(AT):
        yield


def test_a_certificate_in_force_says_so_and_prints_with_its_code():
    house = qualified_charity(office())
    code = charity(house.charity_id, on=AT.date()).qualification.code

    page = Client().get(f"/certificates/{code}/").content.decode()
    paper = Client().get(f"/certificates/{code}/paper/").content.decode()

    assert "qs-note-done" in page
    assert house.name in page
    assert "<svg" in paper
    assert code in paper


def test_an_ended_certificate_says_do_not_give():
    house = qualified_charity(office())
    code = charity(house.charity_id, on=AT.date()).qualification.code
    end_qualification(charity_id=house.charity_id, reason="吊销", revoked=True, by=by_system())

    page = Client().get(f"/certificates/{code}/").content.decode()

    assert "qs-note-late" in page
    assert "2026-11-24" in page


@pytest.mark.parametrize("code", ["ZG00000000000", "nothing", "ZGAAAAAAAAAAAA"])
def test_an_unknown_code_is_not_found(code):
    assert Client().get(f"/certificates/{code}/").status_code == 404
