"""Money goes out: three hands, the bank's file, and the beneficiary says whether it arrived."""

import json
import re
import time
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from qianshan.practice.paper import page as paper

# A denial stops the next payment of its plan: each denied walk has a plan of its own.
WHERE = {
    ("yes", 390): ("group", "食材与燃料", "凯里放心菜配送中心"),
    ("yes", 1440): ("group", "食材与燃料", "凯里放心菜配送中心"),
    ("no", 390): ("foundation", "图书与书架", "黎平新华图书有限公司"),
    ("no", 1440): ("foundation", "冬衣被褥", "织金棉纺专业合作社"),
}


def _papers(folder: Path) -> dict[str, Path]:
    made = {}
    for name in ("contract", "invoice"):
        made[name] = folder / f"{name}.pdf"
        made[name].write_bytes(paper(f"{name}.pdf", "合同与发票", "安全取暖设备。").read())
    return made


def _option(page: Page, name: str, text: str) -> None:
    option = page.locator(f"select[name={name}] option", has_text=text).first
    page.locator(f"select[name={name}]").select_option(option.get_attribute("value"))


def _sign(person, button: str, code: str) -> None:
    page = person.page
    page.goto(re.sub(r"(/work/[^/]+/).*", rf"\1payments/{code}/", page.url))
    checked = page.locator("input[name=account_checked]")
    if checked.count():
        checked.check(force=True)
    reason = page.locator("form[action$='/second/'] [name=reason]")
    if reason.count():
        reason.fill("在预算内，按合同支付，年底前比例回到限额以内。")
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile(button)).click()


def _message(sandbox: str, phone: str, words: str) -> str:
    """The newest message to a phone that holds these words."""
    for _ in range(60):
        with urllib.request.urlopen(f"{sandbox}/sms/messages.json?phone={phone}") as answer:
            told = json.load(answer)
        texts = [
            line["content"]
            for line in told["messages"]
            if line["phone"] == phone and words in line["content"]
        ]
        if texts:
            return texts[0]
        time.sleep(1)
    raise AssertionError(f"no message with {words} to {phone}: {told}")


@pytest.mark.clause("11.1", persona="foundation-head", page="/work/<uscc>/payments/<code>/")
@pytest.mark.clause("12.2", persona="beneficiary", page="/confirm/<code>/")
@pytest.mark.parametrize(
    "arrived", ["yes", "no"], ids=["confirmed", "denied"]
)  # a denial blocks what follows
def test_a_payment_needs_three_hands_and_the_beneficiary_speaks(walk, running, size, arrived, tmp_path):
    phone = f"19900{int(time.time()) % 1_000_000:06d}"
    purpose = f"安全取暖设备{datetime.now(UTC):%H%M%S}{arrived}"
    charity, line, payee = WHERE[arrived, size["width"]]
    drafter = walk(f"{charity}-project")
    page = drafter.page
    page.goto(f"{page.url}payments/new/")
    _option(page, "line", line)
    _option(page, "payee", payee)
    page.locator("[name=amount]").fill("120.00")
    page.locator("[name=purpose]").fill(purpose)
    page.locator("select[name=division_code]").select_option("522601")
    page.locator("[name=beneficiaries]").fill("1")
    page.locator("[name=recipients]").fill(f"龙阿香，{phone}，1")
    for name, path in _papers(tmp_path).items():
        page.locator(f"input[type=file][name={name}]").set_input_files(path)
    page.locator("[name=invoice_number]").fill(f"FP{time.time_ns()}")
    with page.expect_navigation():
        page.locator("main form[method=post] button.qs-button-primary").click()
    code = re.search(r"FK[0-9A-Z]{12}", page.url).group()
    expect(page.get_by_role("button", name=re.compile("签字"))).to_have_count(0)

    first = walk(f"{charity}-accountant")
    _sign(first, "签", code)
    expect(first.page.get_by_role("button", name=re.compile("第二"))).to_have_count(0)

    second = walk(f"{charity}-head")
    second.page.goto(re.sub(r"(/work/[^/]+/).*", rf"\1payments/{code}/", second.page.url))
    second.picture(f"payment-{size['width']}")
    _sign(second, "签", code)
    expect(second.page.locator("main")).to_contain_text("已安排")

    first.page.goto(re.sub(r"(/work/[^/]+/).*", r"\1payments/?state=reserved", first.page.url))
    first.page.locator(f"input[name=codes][value={code}]").check(force=True)
    with first.page.expect_navigation():
        first.page.locator("form[method=post] button.qs-button-primary").last.click()

    text = _message(running.sandbox, phone, "/l/confirm/")
    beneficiary = walk()
    page = beneficiary.page
    page.goto(re.search(r"https?://\S+/l/confirm/[\w-]+/", text).group())
    page.locator("main form[method=post] button").click()
    expect(page.locator("main")).to_contain_text(purpose)
    page.locator(f"input[name=arrived][value={arrived}]").check(force=True)
    if arrived == "no":
        page.locator("[name=words]").fill("没有收到，村里也没有人来过。")
    page.locator("main form[method=post] button.qs-button-primary").click()
    expect(page.locator("main")).to_contain_text("谢谢")

    visitor = walk()
    told = visitor.go(f"/payments/{code}/")
    assert "龙阿香" not in told.content()
    if arrived == "yes":
        expect(told.locator("main")).to_contain_text("受益人已确认")
    else:
        officer = walk("province-officer")
        officer.page.goto(f"{officer.page.url}denials/")
        expect(officer.page.locator("main")).to_contain_text(code)
