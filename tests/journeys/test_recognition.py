"""Recognition: an organisation applies on its own, three hands decide, everyone reads the outcome.

On the phone the application is returned, corrected and refused with reasons; on the desktop it is
granted. So one organisation of the province serves both, in this order.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from qianshan.practice.paper import page as paper

ITEMS = ("name", "form", "purpose", "property", "bodies", "supervision", "use", "projects", "ending", "other")


def _document(folder: Path, title: str) -> Path:
    path = folder / f"{title}.pdf"
    path.write_bytes(paper(f"{title}.pdf", title, "全体理事一致同意。").read())
    return path


def _next(page: Page) -> None:
    with page.expect_navigation():
        page.locator("#draft-form .qs-actions button[name=go][value=next]").click()


def _say(page: Page, **answers: str) -> None:
    for name, value in answers.items():
        page.locator(f"input[name={name}][value={value}]").check(force=True)


def apply(page: Page, work: str, folder: Path) -> None:
    """Fill in the application for recognition and send it."""
    page.goto(f"{work}cases/new/charities.recognition/")
    page.locator("main form[method=post] button").click()
    _say(page, resolution_body="board")
    page.fill("#id_resolution_on", "2026-11-10")
    page.fill("#id_votes_total", "7")
    page.fill("#id_votes_for", "7")
    page.locator("#file-resolution").set_input_files(_document(folder, "会议纪要和决议"))
    _next(page)
    page.fill("#id_purpose", "乡村健康服务；慢病老人随访；社会工作服务。")
    for item in ITEMS:
        page.locator(f"input[name=charter_items][value={item}]").check(force=True)
    _say(page, surplus_clause="yes")
    page.locator("#file-charter").set_input_files(_document(folder, "现行章程"))
    _next(page)
    _say(page, spending_kept="yes", nonprofit="yes", finance_rules="yes", not_abnormal="yes")
    page.locator("#file-audit").set_input_files(_document(folder, "上年度审计报告"))
    page.locator("#file-finance").set_input_files(_document(folder, "财务制度和薪酬制度"))
    _next(page)
    for index, (name, post) in enumerate((("杨昌盛", "理事长"), ("李苗苗", "秘书长"))):
        page.locator("input[name='persons.name']").nth(index).fill(name)
        page.locator("input[name='persons.post']").nth(index).fill(post)
    _next(page)
    send(page)


def send(page: Page) -> None:
    """Send from the review page."""
    page.locator("main form[method=post] button.qs-button-primary").click()
    expect(page.locator("h1")).to_contain_text("慈善组织认定")


def deed(page: Page, verb: str, **typed: str) -> None:
    """Press a deed on the case page, say what it asks, and confirm."""
    page.locator(f".qs-case-bar a[href$='/{verb}/']").click()
    for field, value in typed.items():
        if field == "verdict":
            _say(page, verdict=value)
        else:
            page.fill(f"#id_{field}", value)
    with page.expect_navigation():
        page.locator("main form[method=post] button.qs-button-primary").click()


def opened(page: Page) -> Page:
    """Open the case of the journey from the queue."""
    page.get_by_role("link", name="慈善组织认定").first.click()
    return page


@pytest.mark.clause("1.1", persona="agency-head", page="/work/<uscc>/cases/")
@pytest.mark.clause("1.1", persona="county-officer", page="/desk/<authority>/cases/")
def test_an_organisation_is_recognised_by_three_hands_with_reasons_it_can_read(walk, size, tmp_path):
    head = walk("agency-head")
    page, work = head.page, head.page.url
    apply(page, work, tmp_path)
    case = page.url
    expect(page.locator("main")).to_contain_text("雷山县民政局")
    granted = size["width"] > 1000

    officer = walk("county-officer").page
    if not granted:
        opened(officer)
        officer.locator(".qs-case-bar a[href$='/return/']").click()
        officer.locator("textarea[name=words]").first.fill("章程缺最后一页，请补齐后重新上传。")
        with officer.expect_navigation():
            officer.locator("main form[method=post] button.qs-button-primary").click()
        page.goto(case)
        expect(page.locator("main")).to_contain_text("章程缺最后一页")
        with page.expect_navigation():
            page.get_by_role("button", name="去补正").click()
        page.goto(page.url.replace("/decision/", "/review/"))
        send(page)
        officer.goto(officer.url.split("/cases/")[0] + "/")

    opened(officer)
    deed(officer, "accept")
    expect(officer.locator("main")).to_contain_text("已受理")
    head.picture(f"recognition-applicant-{size['width']}")
    verdict = "grant" if granted else "refuse"
    deed(officer, "propose", verdict=verdict, opinion="已核对材料。")

    reviewer = walk("county-reviewer").page
    deed(opened(reviewer), "sign", opinion="同意承办意见。")

    decider = walk("county-head").page
    deed(opened(decider), "decide", reasons="章程所附页与登记的不一致。" if not granted else "符合认定条件。")

    page.goto(case)
    main = page.locator("main")
    expect(main).to_contain_text("认〔2026〕")
    if not granted:
        expect(main).to_contain_text("章程所附页与登记的不一致。")
        expect(main).to_contain_text("行政复议")
        return
    visitor = walk()
    found = visitor.go("/decisions/?q=苗岭健康")
    expect(found.locator("main")).to_contain_text("慈善组织认定")
    page.goto(f"{work}cases/")
    expect(page.locator("main")).to_contain_text("公开募捐资格申请")
