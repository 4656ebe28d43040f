"""The official site, the give form and the waiting pages over HTTP, without script."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from qianshan.fundraising.api import project_by_id
from qianshan.giving.models import Gift
from qianshan.mechanisms.calendar.clock import set_to
from qianshan.mechanisms.channels.models import Offered
from tests.worlds.fundraising import filed_plan
from tests.worlds.giving import GIVEN_AT, open_for_gifts
from tests.worlds.organisations import office, qualified_charity

pytestmark = pytest.mark.django_db
FORM = {
    "amount": "50",
    "name_choice": "masked",
    "name": "李小㵲",
    "amount_shown": "no",
    "receipt": "no",
    "read": "on",
}


@pytest.fixture(autouse=True)
def _on_that_day():
    with set_to(GIVEN_AT), override("zh-hans"):
        yield


@pytest.fixture
def world():
    return open_for_gifts()


@pytest.fixture
def give_url(world):
    return reverse("giving:give", args=[world.house.uscc, project_by_id(world.plan.project_id).code])


def _offered(code):
    gift = Gift.objects.get(code=code)
    for method in ("scan", "jump"):
        Offered.objects.create(
            order_id=gift.order_id, method=method, url="http://pay.example/x", until=gift.order.expires_at
        )


def _code(response):
    return re.search(r"gifts/(QS\w+)/pay", response["Location"]).group(1)


def test_the_site_shows_what_one_may_give_for(client, world, give_url):
    page = client.get(reverse("giving:site", args=[world.house.uscc])).content.decode()

    assert world.house.name in page
    assert f'href="{give_url}"' in page
    assert "由贵州省互联网慈善平台托管" in page


def test_the_form_tells_payee_share_and_filing_number(client, world, give_url):
    page = client.get(give_url).content.decode()

    assert world.plan.filing_number in page
    assert "2065" in page
    assert "1101040000002065" not in page
    assert "本项目方案列支成本6%" in page
    assert "金额不在名单显示，但计入公开的汇总数" in page


def test_a_sent_form_becomes_an_order_and_leads_to_the_code(client, give_url):
    answer = client.post(give_url, FORM)

    assert answer.status_code == 302
    code = _code(answer)
    _offered(code)
    page = client.get(answer["Location"]).content.decode()
    assert "<svg" in page
    assert code in page
    assert Gift.objects.get(code=code).amount_fen == 5000


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"amount": "other", "other": ""}, "请填写金额"),
        ({"amount": "other", "other": "1.234"}, "最多两位小数"),
        ({"amount": "other", "other": "9999999"}, "5,000,000.00"),
        ({"name": ""}, "请填写名单上显示的姓名"),
        ({"read": ""}, "请阅读捐前须知"),
        ({"receipt": "yes", "payer_name": "李小㵲"}, "票据发到手机"),
        ({"receipt": "yes", "phone": "13812345678"}, "开票据需要交款人名称"),
        ({"phone": "110"}, "手机号"),
    ],
)
def test_a_mistake_stands_at_its_field_and_in_the_summary(client, give_url, changed, sentence):
    answer = client.post(give_url, {**FORM, **changed})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count(sentence) >= 2
    assert "李小㵲" in page or "name" in changed
    assert not Gift.objects.exists()


def test_what_was_not_asked_for_is_not_kept(client, give_url):
    client.post(give_url, {**FORM, "name_choice": "anonymous", "payer_name": "李小㵲"})

    gift = Gift.objects.get()
    assert (gift.shown_name, gift.donor_id, gift.receipt_wanted) == ("", None, False)


def test_behind_a_shut_gate_stands_the_reason(client):
    registrar = office()
    house = qualified_charity(registrar)
    plan = filed_plan(house, registrar)

    answer = client.get(reverse("giving:give", args=[house.uscc, project_by_id(plan.project_id).code]))

    assert answer.status_code == 409
    assert "平台" in answer.content.decode()


def test_another_charitys_project_is_not_on_this_site(client, world, give_url):
    other = qualified_charity(world.registrar, "另一个基金会")

    assert client.get(give_url.replace(world.house.uscc, other.uscc)).status_code == 404


def test_a_gift_is_seen_only_where_it_was_ordered(client, world, give_url):
    code = _code(client.post(give_url, FORM))
    stranger = client.__class__()

    for url in (
        reverse("giving:result", args=[world.house.uscc, code]),
        reverse("giving:pay", args=[world.house.uscc, code]),
        reverse("giving_plain:state", args=[code]),
        reverse("giving_plain:certificate", args=[code]),
    ):
        assert stranger.get(url).status_code == 404
    assert stranger.post(reverse("giving:ask", args=[world.house.uscc, code])).status_code == 404


def test_from_waiting_to_booked(client, world, give_url):
    code = _code(client.post(give_url, FORM))
    result = reverse("giving:result", args=[world.house.uscc, code])
    state = reverse("giving_plain:state", args=[code])
    assert "正在确认付款" in client.get(result).content.decode()
    assert client.get(state).json()["state"] == "open"

    world.pay(code, 5000)
    assert "已支付，正在入账" in client.get(result).content.decode()
    assert client.get(state).json()["state"] == "paid"

    world.book()
    page = client.get(result).content.decode()
    assert client.get(state).json()["state"] == "booked"
    assert "已入账，谢谢您" in page
    assert "李*㵲" in page
    assert "李小㵲" not in page


def test_an_order_that_ran_out_says_that_nothing_was_charged(client, world, give_url):
    from datetime import timedelta

    code = _code(client.post(give_url, FORM))

    with set_to(GIVEN_AT + timedelta(minutes=31)):
        page = client.get(reverse("giving:result", args=[world.house.uscc, code])).content.decode()

    assert "没有付成，没有扣款" in page
    assert "amount=50.00" in page


def test_the_certificate_comes_with_the_booking_and_names_the_donor_as_he_chose(client, world, give_url):
    code = _code(client.post(give_url, FORM))
    url = reverse("giving_plain:certificate", args=[code])
    assert client.get(url).status_code == 404
    world.pay(code, 5000)
    world.book()

    answer = client.get(url)

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_the_english_page_is_english(client, world, give_url):
    page = client.get("/en" + give_url).content.decode()

    assert "How much" in page
    assert "捐多少" not in page


def test_my_giving_asks_for_the_phone_first(client):
    answer = client.get(reverse("giving:mine"))

    assert answer.status_code == 302
    assert "accounts/phone" in answer["Location"]


def test_the_site_takes_few_queries(client, world, django_assert_max_num_queries):
    with django_assert_max_num_queries(26):
        client.get(reverse("giving:site", args=[world.house.uscc]))
