from datetime import date, timedelta

import pytest

from qianshan.mechanisms.calendar import clock
from qianshan.mechanisms.cases.api import Defect, return_case
from tests.worlds.disclosing import FIRST_DUE, at, running_plan
from tests.worlds.fundraising import submitted_plan
from tests.worlds.organisations import AT, office, qualified_charity
from tests.worlds.sign_in import browser
from tests.worlds.spending import purse

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    with clock.set_to(at(date(2026, 6, 15))):
        yield running_plan()


def page(world, day, prefix=""):
    with clock.set_to(at(day)):
        answer = browser(world.house.head).get(f"{prefix}/work/{world.house.uscc}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_is_due_stands_by_its_day_with_article_and_way(world):
    text = page(world, date(2026, 6, 15))

    assert "公开募捐情况（第1期）" in text
    assert "《慈善法》第七十九条" in text
    assert "1个工作日" in text.replace(" ", "")
    assert f"/work/{world.house.uscc}/disclosures/{world.duty_key}/" in text
    assert "1,000.00" in text  # the project's money below


def test_what_is_overdue_stands_first_and_red(world):
    text = page(world, FIRST_DUE + timedelta(days=4))

    assert "2项逾期" in text.replace(" ", "")  # and the project's own report of April
    assert text.index("已逾期") < text.index("公开募捐情况（第1期）")


def test_what_was_written_can_be_gone_on_with(world):
    world.write(date(2026, 6, 15))

    assert "继续写" in page(world, date(2026, 6, 15))


def test_what_was_published_is_done(world):
    world.write(date(2026, 6, 15))
    world.publish(date(2026, 6, 15))

    assert "公开募捐情况（第1期）" not in page(world, date(2026, 6, 15))


def test_a_returned_filing_waits_with_its_clock(world):
    sent = at(date(2026, 6, 10))
    code = submitted_plan(
        world.house, sent, starts_on="2026-09-01", ends_on="2027-06-30", resolution_on="2026-06-01"
    )
    return_case(
        code=code, version=2, defects=[Defect("purpose", "写明学校名单")], by=world.registrar.officer.at(sent)
    )

    text = page(world, date(2026, 6, 15))

    assert "去补正" in text
    assert f"/cases/{code}/" in text


def test_payments_wait_for_whoever_may_sign_them():
    registrar = office()
    house = qualified_charity(registrar)
    purse_of = purse(house, registrar)
    drafted, signed = purse_of.drafted(2_000_000), purse_of.signed(3_000_000)

    with clock.set_to(AT):
        accountant = browser(purse_of.accountant).get(f"/work/{house.uscc}/").content.decode()
        approver = browser(purse_of.approver).get(f"/work/{house.uscc}/").content.decode()

    assert drafted in accountant
    assert signed not in accountant
    assert "20,000.00元" in accountant
    assert signed in approver
    assert drafted not in approver


def test_nobody_sees_the_day_of_another_charity(world):
    other = running_plan("乌蒙关爱协会")

    assert browser(other.house.head).get(f"/work/{world.house.uscc}/").status_code == 404
    assert browser().get(f"/work/{world.house.uscc}/").status_code == 302


def test_the_page_is_english_under_en(world):
    assert "Within a week" in page(world, date(2026, 6, 15), "/en")


def test_the_page_asks_the_database_the_same_with_more_plans(world, django_assert_max_num_queries):
    head = browser(world.house.head)
    with django_assert_max_num_queries(44):
        head.get(f"/work/{world.house.uscc}/")
