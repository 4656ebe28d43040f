"""Clause 10.8: what was raised and used is published, in time or visibly late, and it adds up."""

import re

import pytest
from playwright.sync_api import expect

from qianshan.practice.world.organisations import CHARITIES

pytestmark = [pytest.mark.slow]
FOUNDATION = next(one for one in CHARITIES if one.key == "foundation")
PARTS = {
    "progress": "按方案推进，图书和书架由县教育局统一验收，志愿老师全部到岗。",
    "people": "受益学校和学生按备案方案确定，名单在学校公示七日，没有收到异议。",
    "next": "下一期完成其余学校的配送，并回访阅读课的开设情况。",
    "surplus": "剩余款物按备案方案用于同类项目，去向在三个月内公开。",
}


@pytest.mark.clause("10.8", persona="foundation-project", page="/reports/<code>/")
def test_a_report_is_written_refused_mended_published_and_read(walk):
    officer = walk("foundation-project")
    page = officer.go(f"/work/{FOUNDATION.uscc}/disclosures/")
    officer.picture("disclosures")
    page.get_by_role("link", name="写报告").first.click()
    title = page.locator("h1").inner_text()

    for key, text in PARTS.items():
        if page.locator(f"#id_{key}").count():
            page.fill(f"#id_{key}", text)
    page.fill("#id_use", "本期已拨付123,456,789.00元，用于图书、书架和志愿者培训，采购合同可在项目页查看。")
    page.get_by_role("button", name="保存并预览公开效果").click()
    expect(page.get_by_text("123,456,789.00元").first).to_be_visible()
    expect(page.get_by_role("button", name="公开", exact=True)).to_be_disabled()
    officer.picture("report-refused")

    page.get_by_role("link", name="返回修改").click()
    page.fill("#id_use", "按方案采购图书和书架，培训志愿老师，采购合同和验收单可在项目页查看。")
    page.get_by_role("button", name="保存并预览公开效果").click()
    page.get_by_role("button", name="公开", exact=True).click()
    expect(page.locator("h1")).to_have_text(title)
    address = re.sub(r"^https?://[^/]+", "", page.url)
    assert address.startswith("/reports/BG")

    anybody = walk()
    page = anybody.go(address)
    expect(page.get_by_text("由账本生成").first).to_be_visible()
    anybody.picture("report")
    project = page.locator(".qs-crumbs a").last.get_attribute("href")
    page = anybody.go(project)
    expect(page.locator("#disclosure").get_by_role("link", name=title).first).to_be_visible()


@pytest.mark.clause("10.8", persona="province-officer", page="/desk/<authority>/disclosures/")
def test_an_authority_sees_what_is_owed(walk):
    officer = walk("province-officer")
    authority = re.search(r"/desk/([0-9A-Z]{18})/", officer.page.url)
    page = officer.go(f"/desk/{authority[1]}/disclosures/")

    expect(page.locator("h1")).to_contain_text("信息公开")
    officer.picture("desk-disclosures")
