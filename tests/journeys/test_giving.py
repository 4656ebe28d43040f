"""A donor gives on the charity's own site, pays at the channel, and follows each fen."""

import re
import time

import pytest

from qianshan.practice.world.organisations import CHARITIES

SITE = f"/sites/{CHARITIES[0].uscc}/"
PHONE = "19900090301"


def _until(walk, path, words, seconds=30):
    """Open a page again until it says this: the engine and the jobs work meanwhile."""
    deadline = time.monotonic() + seconds
    while words not in walk.go(path).inner_text("main"):
        assert time.monotonic() < deadline, (
            f"{path} never says {words}:\n{walk.page.inner_text('main')[:800]}"
        )
        time.sleep(0.3)


@pytest.mark.clause("6.2", "4.2", persona="捐赠人", page="/gifts/<code>/")
@pytest.mark.clause("4.10", persona="捐赠人", page="/sites/<uscc>/")
def test_a_gift_from_the_form_to_each_fen_and_back(walk, running):
    donor = walk()

    page = donor.go(SITE)
    donor.picture("site-home")
    page.get_by_role("link", name="捐赠", exact=True).first.click()
    page.get_by_label("¥100", exact=True).check()
    page.get_by_label("您的姓名").fill("田小㵲")
    page.get_by_label("需要电子票据").check()
    page.get_by_label(re.compile("交款人名称")).fill("田小㵲")
    page.get_by_label(re.compile("手机号")).fill(PHONE)
    page.get_by_label(re.compile("我已阅读")).check()
    donor.picture("give")
    page.get_by_role("button", name=re.compile("捐赠100.00元")).click()

    page.wait_for_url("**/pay/")
    donor.picture("pay")
    code = re.search(r"/gifts/(QS\w+)/", page.url).group(1)
    channel = page.context.new_page()
    channel.goto(page.get_by_role("link", name="到沙盒的付款页支付").get_attribute("href"))
    channel.get_by_role("button", name="支付", exact=True).click()
    channel.close()
    page.wait_for_url(f"**{SITE}gifts/{code}/", timeout=20_000)
    _until(donor, f"{SITE}gifts/{code}/", "已入账，谢谢您")
    _until(donor, f"{SITE}gifts/{code}/", "可离线核验")
    donor.picture("booked")

    _until(donor, f"/gifts/{code}/", "已开出", seconds=90)
    assert page.request.get(f"{donor.base}/gifts/{code}/receipt.pdf").body().startswith(b"%PDF")
    text = page.inner_text("main")
    assert "94.00" in text or "100.00" in text
    donor.picture("gift")
    proof = page.request.get(f"{donor.base}/gifts/{code}/proof")
    assert proof.text().startswith("c2sp.org/tlog-proof@v1")
    told = page.request.get(f"{donor.base}/gifts/{code}.json").json()
    assert sum(part["fen"] for part in told["parts"]) == told["amount_fen"] == 10_000

    page.get_by_role("link", name="退回未使用的部分").click()
    page.get_by_label("退回多少（元）").fill("0.01")
    page.get_by_role("button", name="确认退回").click()
    _until(donor, f"/gifts/{code}/", "已退回")
    assert (
        sum(part["fen"] for part in page.request.get(f"{donor.base}/gifts/{code}.json").json()["parts"])
        == 10_000
    )

    stranger = walk()
    assert stranger.page.goto(f"{donor.base}/gifts/{code}/").status == 404

    # The next person: the charity's accountant finds the gift, without the donor's name or phone.
    accountant = walk("foundation-accountant")
    text = accountant.go(f"/work/{CHARITIES[0].uscc}/gifts/?q={code}").inner_text("main")
    assert code in text
    assert "田*㵲" in text
    assert "田小㵲" not in text
