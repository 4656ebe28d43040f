"""The qualification as anybody sees it: named on the charity's page, checked on a page of its own, on paper with its code."""

import re

import pytest
from playwright.sync_api import expect

from qianshan.practice.world.organisations import CHARITIES


@pytest.mark.clause("1.4", persona="visitor", page="/certificates/<code>/")
@pytest.mark.clause("10.1", persona="visitor", page="/search")
def test_a_certificate_is_found_by_its_charity_and_checked(walk):
    story = next(one for one in CHARITIES if one.key == "foundation")
    visitor = walk()
    page = visitor.go(f"/search?q={story.uscc}")
    page.locator("main").get_by_role("link", name=re.compile(story.name)).first.click()
    expect(page.locator("main")).to_contain_text("公开募捐")

    page.locator("main a[href^='/certificates/']").first.click()

    expect(page.locator("main")).to_contain_text(story.name)
    expect(page.locator("main")).to_contain_text(story.qualified_on.isoformat())
    page.locator("main a[href$='/paper/']").click()
    expect(page.locator("article")).to_contain_text(story.uscc)


@pytest.mark.clause("1.4", persona="agency-project", page="/work/<uscc>/cases/")
def test_an_organisation_that_is_no_charity_yet_may_not_file_a_plan(walk):
    clerk = walk("agency-project")
    page = clerk.page
    page.goto(f"{page.url}cases/")

    expect(page.locator("main")).not_to_contain_text("办理公开募捐方案备案")

    answer = page.goto(f"{page.url}new/fundraising.filing/")
    assert answer is not None
    assert answer.status == 403
    expect(page.locator("main")).to_contain_text(re.compile("公开募捐资格|慈善组织"))
