"""The right to raise: a plan is written, refused, corrected, filed by an officer, and found by anybody."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from qianshan.mechanisms.calendar.clock import date_of
from tests.journeys.forms import fill_step, through_the_steps

PLAN = {
    "purpose": "让40名孤寡老人平安过冬，人人有一条新棉被。",
    "beneficiary_scope": "雷山县40名孤寡老人。",
    "beneficiary_count": "40",
    "modes": "internet",
    "divisions": "雷山县",
    "emergency": "no",
    "goal_fen": "8000.00",
    "uses.name": "棉被采购",
    "uses.kind": "programme",
    "uses.amount": "8000.00",
    "platforms": "shanhai",
    "official_site": "yes",
    "has_partner": "no",
    "contact_phone": "0851-00000000",
}


def _day(days: int) -> str:
    return (date_of(datetime.now(UTC)) + timedelta(days=days)).isoformat()


@pytest.mark.clause("10.2", persona="foundation-project", page="/work/<uscc>/cases/")
@pytest.mark.clause("10.2", persona="province-officer", page="/desk/<authority>/")
@pytest.mark.clause("1.6", persona="foundation-project", page="/work/<uscc>/cases/drafts/")
@pytest.mark.clause("1.5", persona="visitor", page="/projects/<code>/")
def test_a_plan_with_nine_days_is_stopped_then_filed_the_same_day(walk, size, tmp_path):
    name = f"暖被计划{size['width']}-{datetime.now(UTC):%H%M%S}"
    clerk = walk("foundation-project")
    page = clerk.page
    work = page.url
    page.goto(f"{work}cases/new/fundraising.filing/")
    page.locator("main form[method=post] button").click()
    answers = {**PLAN, "name": name, "resolution_on": _day(-3), "starts_on": _day(9), "ends_on": _day(90)}

    through_the_steps(page, answers, tmp_path)
    expect(page.locator("main")).to_contain_text("至少10天")
    clerk.picture(f"plan-review-{size['width']}")

    page.locator("main a[href$='/time/']").first.click()
    fill_step(page, {**answers, "starts_on": _day(14)}, tmp_path)
    with page.expect_navigation():
        page.locator("#draft-form button[name=go][value=next].qs-button").click()
    page.goto(re.sub(r"/[a-z]+/$", "/review/", page.url))
    page.locator("main form[method=post] button.qs-button-primary").click()
    expect(page.locator("main")).to_contain_text("黔山省民政厅")

    officer = walk("province-officer")
    desk = officer.page
    officer.picture(f"queue-{size['width']}")
    desk.get_by_role("link", name=re.compile(name)).first.click()
    desk.get_by_role("button", name="接手承办").click()
    officer.picture(f"case-{size['width']}")
    desk.get_by_role("link", name=re.compile("^备案")).first.click()
    desk.locator("main form[method=post] button.qs-button-primary").click()
    expect(desk.locator("main")).to_contain_text(re.compile("已备案|备案编号"))

    visitor = walk()
    found = visitor.go(f"/search?q={name}")
    hit = found.locator("main").get_by_role("link", name=re.compile(name)).first
    for _ in range(30):  # the index follows within seconds
        if hit.count():
            break
        found.wait_for_timeout(1000)
        found.reload()
    hit.click()
    expect(found.locator("main")).to_contain_text(re.compile(r"53520000MJY00001XKA26\d{3}"))
