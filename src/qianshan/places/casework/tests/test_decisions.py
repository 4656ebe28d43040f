"""Everyone reads what was filed and granted; never a refusal, never what stands in the form."""

import pytest
from django.test import Client

from qianshan.mechanisms.calendar.clock import set_to
from tests.worlds.applications import submitted
from tests.worlds.fundraising import filed_plan
from tests.worlds.organisations import AT, office, qualified_charity, social_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with set_to(AT):
        yield


def test_a_filed_plan_stands_in_the_public_list_with_both_numbers():
    registrar = office()
    plan = filed_plan(qualified_charity(registrar), registrar)

    text = Client().get("/decisions/").content.decode()

    assert plan.filing_number in text
    assert "民募备〔2026〕1号" in text
    assert "0851-80000000" not in text


def test_an_open_case_is_not_public():
    registrar = office()
    submitted("charities.recognition", social_organisation(registrar, "花溪河社区服务中心"))

    assert "花溪河社区服务中心" not in Client().get("/decisions/").content.decode()


def test_the_list_is_found_by_organisation_and_nonsense_is_left_out():
    registrar = office()
    plan = filed_plan(qualified_charity(registrar), registrar)

    assert plan.filing_number in Client().get("/decisions/?q=黔山助学").content.decode()
    assert plan.filing_number not in Client().get("/decisions/?q=武陵山").content.decode()
    assert Client().get("/en/decisions/?page=-1&procedure=none").status_code == 200
