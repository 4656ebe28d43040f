"""A link's page acts on a press only; a phone is proved in two steps; nothing personal stays readable."""

import json
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from qianshan.mechanisms.access.api import issue_link
from qianshan.mechanisms.access.models import Link
from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.calendar.clock import now, set_to
from qianshan.mechanisms.notices.models import Notice
from qianshan.mechanisms.notices.outbox import PURPOSE
from qianshan.mechanisms.sealed.api import unseal_for_system
from qianshan.mechanisms.words import Words
from qianshan.web import proofs

PHONE = "13885100001"


@pytest.fixture(autouse=True)
def _purpose():
    proofs.register_link(
        "tests",
        title=Words("您的捐赠"),
        text=Words("查看捐赠"),
        button=Words("打开"),
        target=lambda opened: f"/law/?of={opened.object_key}",
    )
    yield
    del proofs._purposes["tests"]


def _issue(**changed):
    wanted = {
        "purpose": "tests",
        "object_kind": "tests.thing",
        "object_key": "T1",
        "expires_at": now() + timedelta(days=1),
        "by": Actor.job("tests", at=now()),
    }
    return issue_link(**(wanted | changed))


def _code():
    newest = Notice.objects.filter(template="access.code").order_by("-id")[0]
    return json.loads(unseal_for_system(PURPOSE, bytes(newest.sealed)))["values"]["code"]


@pytest.mark.django_db
def test_looking_at_a_link_changes_nothing_and_the_press_leads_on_without_the_token(client):
    token = _issue(max_uses=1)
    url = f"/l/tests/{token}/"

    page = client.get(url)
    assert (page.status_code, Link.objects.get().uses) == (200, 0)
    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert "no-store" in page.headers["Cache-Control"]

    opened = client.post(url)
    assert (opened.status_code, opened["Location"], Link.objects.get().uses) == (302, "/law/?of=T1", 1)
    assert token not in opened["Location"]
    assert client.get(url).status_code == 404
    assert client.post(url).status_code == 404


@pytest.mark.django_db
def test_an_opened_link_is_remembered_for_its_object_only(client):
    client.post(f"/l/tests/{_issue()}/")
    request = RequestFactory().get("/")
    request.session = client.session

    assert proofs.granted(request, "tests", "tests.thing", "T1")
    assert proofs.granted(request, "tests", "tests.thing", "T2") is None
    assert proofs.granted(request, "other", "tests.thing", "T1") is None
    with set_to(now() + timedelta(days=2)):
        assert proofs.granted(request, "tests", "tests.thing", "T1") is None


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/l/tests/nothing/", "/l/unknown/nothing/", "/en/l/tests/nothing/"])
def test_a_link_that_leads_nowhere(client, url):
    assert client.get(url).status_code == 404
    assert client.post(url).status_code == 404


@pytest.mark.django_db
def test_a_phone_is_proved_and_leads_back(client):
    asked = client.post("/accounts/phone/", {"phone": "138 8510 0001", "next": "/law/"})
    assert asked["Location"] == "/accounts/phone/code/?next=%2Flaw%2F"
    page = client.get(asked["Location"])
    assert "138****0001" in page.content.decode()

    proved = client.post("/accounts/phone/code/", {"code": _code(), "next": "/law/"})

    assert proved["Location"] == "/law/"
    request = RequestFactory().get("/")
    request.session = client.session
    assert proofs.phone_proof(request).phone == PHONE
    with set_to(now() + timedelta(hours=12)):
        assert proofs.phone_proof(request) is None


@pytest.mark.django_db
def test_sessions_hold_no_readable_number(client):
    client.post("/accounts/phone/", {"phone": PHONE})
    client.post("/accounts/phone/code/", {"code": _code()})

    kept = Session.objects.get().get_decoded()
    assert PHONE not in json.dumps(kept)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil"]
)
def test_nobody_is_led_away_from_us(client, target):
    client.post("/accounts/phone/", {"phone": PHONE})

    proved = client.post("/accounts/phone/code/", {"code": _code(), "next": target})

    assert proved["Location"] == "/"


@pytest.mark.django_db
def test_a_wrong_number_and_a_wrong_code_stand_at_their_fields(client):
    page = client.post("/accounts/phone/", {"phone": "110"})
    assert page.status_code == 422
    assert 'aria-invalid="true"' in page.content.decode()

    client.post("/accounts/phone/", {"phone": PHONE})
    page = client.post("/accounts/phone/code/", {"code": "12"})
    assert page.status_code == 422


@pytest.mark.django_db
def test_too_often_is_said_as_429(client):
    client.post("/accounts/phone/", {"phone": PHONE})

    assert client.post("/accounts/phone/", {"phone": PHONE}).status_code == 429


@pytest.mark.django_db
def test_a_page_that_needs_a_phone_leads_to_the_code_page():
    page = proofs.needs_phone(lambda _request, proof: HttpResponse(proof.phone))
    request = RequestFactory().get("/my/?a=1")
    request.session = {}

    with translation.override("zh-hans"):
        answer = page(request)

    assert answer["Location"] == "/accounts/phone/?next=%2Fmy%2F%3Fa%3D1"


def test_the_code_page_without_a_number_leads_back(client, db):
    assert client.get("/accounts/phone/code/")["Location"] == "/accounts/phone/"


def test_an_absolute_link_comes_from_the_settings_and_leads_to_the_page(settings):
    settings.LINK_ADDRESS = "https://qianshan.example/l/%(purpose)s/%(token)s/"

    with translation.override("zh-hans"):
        assert proofs.link_url("tests", "abc") == "https://qianshan.example" + reverse(
            "accounts:link", args=["tests", "abc"]
        )
