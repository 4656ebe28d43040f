"""Ten yuan, from the project's page to the proof: by somebody with a phone and no account."""

import re
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

ROOT = Path(__file__).resolve().parents[2]


def give(page: Page, yuan: str, *, phone: str = "", name: str = "") -> None:
    """Fill the give form in and send it."""
    page.locator("input[name=amount][value=other]").check(force=True)
    page.locator("input[name=other]").fill(yuan)
    page.locator(f"input[name=name_choice][value={'masked' if name else 'anonymous'}]").check(force=True)
    if name:
        page.locator("input[name=name]").fill(name)
    if phone:
        page.locator("input[name=phone]").fill(phone)
    read = page.locator("input[name=read]")
    if read.count():
        read.check(force=True)
    page.locator("form[method=post] button.qs-button-give").click()


def pay_in_sandbox(page: Page) -> None:
    """Follow the link that the pay page shows in practice, and press the payer's button."""
    with page.context.expect_page() as opened:
        page.evaluate(
            "href => window.open(href, '_blank')",
            page.get_by_role("link", name="到沙盒的付款页支付").get_attribute("href"),
        )
    payer = opened.value
    payer.locator("#pay").click()
    expect(payer.locator("#state")).to_contain_text("支付")
    payer.close()


@pytest.mark.clause("4.10", persona="visitor", page="/sites/<uscc>/projects/<code>/give/")
@pytest.mark.clause("6.2", persona="visitor", page="/gifts/<code>/")
@pytest.mark.clause("12.2", persona="visitor", page="/gifts/<code>/")
def test_ten_yuan_are_given_booked_followed_and_proved(walk, running, tmp_path):
    donor = walk()
    page = donor.go("/")
    page.get_by_role("link", name=re.compile("暖冬行动2026")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("暖冬行动2026")
    donor.picture(f"project-{page.viewport_size['width']}")
    page.locator("a[href*='/give/']").first.click()
    expect(page.locator("body")).to_contain_text("官方网站")
    donor.picture(f"give-{page.viewport_size['width']}")
    give(page, "10.00", name="龙大姐")

    pay_in_sandbox(page)

    expect(page.get_by_role("heading", level=1)).to_contain_text("已入账", timeout=20_000)
    code = re.search(r"QS[0-9A-Z]{12}", page.inner_text("body")).group()
    donor.picture(f"result-{page.viewport_size['width']}")
    page.get_by_role("link", name=re.compile("看这笔钱的去向")).first.click()
    expect(page.locator("body")).to_contain_text("10.00")
    expect(page.locator("body")).to_contain_text(code)
    donor.picture(f"gift-{page.viewport_size['width']}")
    _proof_verifies(page, running, code, tmp_path)


def _proof_verifies(page: Page, running, code: str, folder: Path) -> None:
    """The proof is to be had by the donor's session and holds against the log's key with a tool of its own."""
    proof = folder / "gift.tlog-proof"
    answer = page.context.request.get(f"{running.url}/gifts/{code}/proof")
    assert answer.ok, answer.text()
    proof.write_bytes(answer.body())
    with urllib.request.urlopen(f"{running.url}/log/vkey") as vkey:
        key = vkey.read().decode().strip()
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "verify" / "verify.py"), str(proof), "--log", key],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
