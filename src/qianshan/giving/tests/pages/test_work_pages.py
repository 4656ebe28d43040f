"""A charity's gifts in its workspace, and what waits for a person."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from qianshan.giving.api import PayerKind, ReceiptWish, receipts_of
from qianshan.giving.api import gift as gift_of
from qianshan.giving.commands.receipts import fail_request, send_request
from qianshan.giving.models import ReceiptRequest
from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.calendar.clock import set_to
from tests.worlds.giving import GIVEN_AT, open_for_gifts
from tests.worlds.organisations import qualified_charity, staff
from tests.worlds.sign_in import browser

pytestmark = pytest.mark.django_db
BY = Actor.job("tests", at=GIVEN_AT)


@pytest.fixture(autouse=True)
def _on_that_day():
    with set_to(GIVEN_AT), override("zh-hans"):
        yield


@pytest.fixture
def world():
    return open_for_gifts()


def test_the_list_holds_what_the_roll_shows_and_no_more(world):
    code = world.given(6_600, name="李小㵲", phone="13812345678")
    client = browser(world.house.head)

    page = client.get(reverse("giving_work:gifts", args=[world.house.uscc])).content.decode()

    assert code in page
    assert "66.00" in page
    assert "李小㵲" not in page
    assert "13812345678" not in page


def test_the_file_holds_the_same_rows(world):
    code = world.given(6_600)
    client = browser(world.house.head)

    url = reverse("giving_work:gifts", args=[world.house.uscc])
    text = b"".join(client.get(url + "?format=csv").streaming_content).decode("utf-8-sig")

    assert code in text
    assert text.count("\n") == 2


def test_another_charity_sees_nothing(world):
    world.given(6_600)
    other = qualified_charity(world.registrar, "另一个基金会")
    client = browser(other.head)

    assert client.get(reverse("giving_work:gifts", args=[world.house.uscc])).status_code == 404
    own = client.get(reverse("giving_work:gifts", args=[other.uscc])).content.decode()
    assert "66.00" not in own


def test_what_waits_is_named_and_a_refused_receipt_is_asked_again(world):
    code = world.given(1_000, phone="13812345678", receipt=ReceiptWish(PayerKind.PERSON, "李小㵲"))
    request = ReceiptRequest.objects.get()
    send_request(request_id=request.pk, payload={}, by=BY)
    fail_request(request_id=request.pk, reason="0201 单位未开通电子票据", by=BY)
    wrong = world.order(500)
    world.pay(wrong, 501)
    world.book()
    accountant = staff(world.house.organisation_id, "陈丽华", "accountant", at=GIVEN_AT)
    client = browser(accountant)
    url = reverse("giving_work:open", args=[world.house.uscc])

    page = client.get(url).content.decode()
    assert "金额与订单不符" in page
    assert "0201" in page
    client.post(reverse("giving_work:receipt_again", args=[world.house.uscc, request.pk]))

    assert [one.state for one in receipts_of(gift_of(code).id)] == ["requested", "dropped"]
    assert "0201" not in client.get(url).content.decode()


def test_a_foreign_receipt_is_not_asked_for(world):
    world.given(1_000, phone="13812345678", receipt=ReceiptWish(PayerKind.PERSON, "李小㵲"))
    request = ReceiptRequest.objects.get()
    other = qualified_charity(world.registrar, "另一个基金会")
    client = browser(other.head)

    answer = client.post(reverse("giving_work:receipt_again", args=[other.uscc, request.pk]))

    assert answer.status_code == 404
