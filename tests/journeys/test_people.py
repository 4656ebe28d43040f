"""A new accountant: proposed by one person, confirmed by another, invited by SMS, signs in with two factors."""

import re
import time

import pytest

from qianshan.practice.world.organisations import CHARITIES, OFFICES

FOUNDATION = next(one for one in CHARITIES if one.key == "foundation")
OPERATOR = next(one for one in OFFICES if one.key == "operator")
PASSWORD = "山高路远，也要一步一步走到底"


def _code(secret: str) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def _sms_link(page, running, phone: str) -> str:
    """The link of the newest SMS on this phone, as its owner reads it."""
    for _ in range(100):
        page.goto(f"{running.sandbox}/sms/?phone={phone}")
        links = page.locator("article a[href^='http']")
        if links.count():
            return links.first.get_attribute("href")
        time.sleep(0.2)
    raise AssertionError(f"no SMS with a link on {phone}: {running.log('worker')}")


@pytest.fixture
def phone(size) -> str:
    """A number of this run's own: the province is shared by both widths."""
    return f"1990007{size['width']:04d}"


def test_a_new_accountant_comes_into_office(walk, running, phone):
    name = f"毛会计{phone[-4:]}"
    security = walk("security-admin").go(f"/desk/{OPERATOR.uscc}/people/propose/")
    security.get_by_label("机构统一社会信用代码").fill(FOUNDATION.uscc)
    security.get_by_label("姓名").fill(name)
    security.get_by_label("手机号").fill(phone)
    security.get_by_label("会计", exact=True).check()
    security.get_by_role("button", name="提出").click()
    assert "岗位已提出" in security.inner_text("main")

    head = walk("foundation-head").go(f"/work/{FOUNDATION.uscc}/people/")
    head.get_by_role("link", name=name).click()
    assert "会计" in head.inner_text("main")
    head.get_by_role("button", name="确认岗位").click()
    assert "岗位已确认" in head.inner_text("main")

    new = walk().page
    new.goto(_sms_link(new, running, phone))
    new.get_by_role("button", name="开始").click()
    assert "/l/" not in new.url
    new.get_by_label("新密码", exact=True).fill(PASSWORD)
    new.get_by_label("再次填写新密码").fill(PASSWORD)
    new.get_by_role("button", name="下一步").click()
    secret = re.sub(r"\s", "", new.locator("code").first.inner_text())
    new.get_by_label("动态口令").fill(_code(secret))
    new.get_by_role("button", name="完成").click()
    assert new.locator("main code").count() == 10
    new.get_by_role("button", name="已保管好").click()

    new.get_by_label("手机号").fill(phone)
    new.get_by_label("密码").fill(PASSWORD)
    new.get_by_role("button", name="继续").click()
    new.get_by_label("动态口令").fill(_code(secret))
    new.get_by_role("button", name="登录").click()
    assert FOUNDATION.name in new.inner_text("main")
    new.get_by_role("link", name="办理").first.click()
    assert f"/work/{FOUNDATION.uscc}/" in new.url
    assert name in new.inner_text("header")
    answer = new.goto(f"{running.url}/desk/{OPERATOR.uscc}/people/")
    assert answer.status == 404
