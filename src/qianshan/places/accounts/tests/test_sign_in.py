"""Staff sign in with two factors; wrong ones lock; an invitation opens an account once."""

import threading

import pytest
from django.contrib.sessions.models import Session
from django.db import connections
from django.test import Client

from qianshan.mechanisms.access import api
from qianshan.mechanisms.access.models import Account
from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.acts.models import Act, ActRefusal
from qianshan.mechanisms.calendar.clock import now
from qianshan.places.accounts.tests.conftest import PASSWORD

SIGN_IN, SECOND = "/accounts/sign-in/", "/accounts/sign-in/code/"


def _password(client, somebody, password=PASSWORD, **more):
    return client.post(SIGN_IN, {"phone": somebody.phone, "password": password, **more})


@pytest.mark.django_db
def test_both_factors_sign_in_and_lead_back(small_world):
    chair, client = small_world.people["chair"], Client()

    first = _password(client, chair, next="/law/")
    assert first["Location"] == SECOND
    assert client.get("/accounts/").status_code == 302
    second = client.post(SECOND, {"code": chair.code()})

    assert second["Location"] == "/law/"
    assert client.get("/accounts/").status_code == 200
    assert Act.objects.filter(command="access.account.sign_in", person_id=chair.id).count() == 1


@pytest.mark.django_db
def test_without_a_wanted_page_one_comes_to_his_posts(small_world):
    chair, client = small_world.people["chair"], Client()
    _password(client, chair)

    assert client.post(SECOND, {"code": chair.code()})["Location"] == "/accounts/"
    assert "黔山助学基金会" in client.get("/accounts/").content.decode()


@pytest.mark.django_db
def test_nobody_is_led_away_from_us(small_world):
    chair, client = small_world.people["chair"], Client()
    _password(client, chair, next="https://evil.example/")

    assert client.post(SECOND, {"code": chair.code()})["Location"] == "/accounts/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("phone", "password"), [(None, "wrong"), ("13999999999", PASSWORD), ("110", PASSWORD)]
)
def test_every_wrong_sign_in_says_the_same(small_world, phone, password):
    answer = Client().post(SIGN_IN, {"phone": phone or "13800000004", "password": password})

    assert answer.status_code == 422
    assert "手机号或密码不正确" in answer.content.decode()


@pytest.mark.django_db
def test_five_failures_lock_also_for_the_right_password(small_world):
    chair, client = small_world.people["chair"], Client()
    for _ in range(5):
        assert _password(client, chair, "wrong").status_code == 422

    assert _password(client, chair).status_code == 429
    assert ActRefusal.objects.filter(command="access.account.check_password").exists()


@pytest.mark.django_db
def test_a_success_takes_the_failures_back(small_world):
    chair = small_world.people["chair"]
    for _ in range(4):
        _password(Client(), chair, "wrong")
    assert _password(Client(), chair).status_code == 302
    for _ in range(4):
        assert _password(Client(), chair, "wrong").status_code == 422


@pytest.mark.django_db
def test_a_one_time_code_counts_once(small_world):
    chair = small_world.people["chair"]
    code = chair.code()
    for status in (302, 422):
        client = Client()
        _password(client, chair)
        assert client.post(SECOND, {"code": code}).status_code == status


@pytest.mark.django_db
def test_five_wrong_codes_lock_the_second_step(small_world):
    chair, client = small_world.people["chair"], Client()
    _password(client, chair)
    for _ in range(5):
        assert client.post(SECOND, {"code": "000000"}).status_code == 422

    assert client.post(SECOND, {"code": chair.code()}).status_code == 429


@pytest.mark.django_db
def test_a_recovery_code_replaces_the_phone_once(small_world):
    chair = small_world.people["chair"]
    code = api.recovery_codes_of(Account.objects.get(person_id=chair.id).pk)[0]
    for status in (302, 422):
        client = Client()
        _password(client, chair)
        assert client.post(SECOND, {"code": code}).status_code == status
    assert len(api.recovery_codes_of(Account.objects.get(person_id=chair.id).pk)) == 9


@pytest.mark.django_db
def test_the_second_step_needs_the_first(client):
    assert client.get(SECOND)["Location"] == SIGN_IN


@pytest.mark.django_db
def test_signing_out_is_a_press(small_world):
    client = small_world.people["chair"].client
    assert client.get("/accounts/sign-out/").status_code == 200
    assert client.get("/accounts/").status_code == 200

    client.post("/accounts/sign-out/")

    assert client.get("/accounts/").status_code == 302


@pytest.mark.django_db
def test_an_invitation_opens_an_account_in_three_steps(small_world, newest_sms):
    guest = api.create_person(staff_name="新会计", phone="13700000001", by=Actor.system("tests", at=now()))
    security = small_world.people["security"]
    actor = Actor.person(security.id, at=now(), as_org_id=small_world.ids["operator"])
    api.invite(person_id=guest, organisation_id=small_world.ids["operator"], by=actor)
    link = newest_sms("access.invitation")["link"].removeprefix("http://localhost:8000")
    client = Client()

    assert client.get("/accounts/welcome/").status_code == 404
    assert client.get(link).status_code == 200
    assert client.post(link)["Location"] == "/accounts/welcome/"
    weak = client.post("/accounts/welcome/", {"new": "1234567890", "again": "1234567890"})
    assert weak.status_code == 422
    differing = client.post("/accounts/welcome/", {"new": PASSWORD, "again": "another one"})
    assert differing.status_code == 422
    assert client.post("/accounts/welcome/", {"new": PASSWORD, "again": PASSWORD})["Location"].endswith(
        "/code/"
    )

    assert Client().post(SIGN_IN, {"phone": "13700000001", "password": PASSWORD}).status_code == 422
    page = client.get("/accounts/welcome/code/").content.decode()
    assert "<svg" in page
    secret = page.split("<code>")[1].split("</code>")[0].replace(" ", "")
    assert client.post("/accounts/welcome/code/", {"code": "000000"}).status_code == 422
    from qianshan.places.accounts.tests.conftest import Somebody

    somebody = Somebody(guest, "13700000001", secret, client)
    assert client.post("/accounts/welcome/code/", {"code": somebody.code()})["Location"].endswith("codes/")
    shown = client.get("/accounts/welcome/recovery-codes/").content.decode()
    assert shown.count("<code>") == 10
    client.post("/accounts/welcome/recovery-codes/kept/")
    assert client.get("/accounts/welcome/recovery-codes/").status_code == 302

    assert client.get(link).status_code == 404
    assert client.post("/accounts/welcome/", {"new": PASSWORD, "again": PASSWORD}).status_code == 422
    fresh = Client()
    _password(fresh, somebody)
    assert fresh.post(SECOND, {"code": somebody.code(ahead=1)}).status_code == 302


@pytest.mark.django_db
def test_secrets_stand_readable_nowhere(small_world, newest_sms):
    from allauth.mfa.models import Authenticator

    chair = small_world.people["chair"]
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert chair.secret not in stored
    for session in Session.objects.all():
        assert chair.secret not in str(session.get_decoded())


@pytest.mark.django_db
def test_a_changed_password_ends_other_sessions(small_world):
    chair = small_world.people["chair"]
    other = Client()
    _password(other, chair)
    other.post(SECOND, {"code": chair.code()})
    assert other.get("/accounts/").status_code == 200

    wrong = {"old": "wrong", "new": "a new sentence 2026", "again": "a new sentence 2026"}
    assert chair.client.post("/accounts/password/", wrong).status_code == 422
    assert chair.client.post("/accounts/password/", wrong | {"old": PASSWORD}).status_code == 302

    assert chair.client.get("/accounts/").status_code == 200
    assert other.get("/accounts/").status_code == 302


@pytest.mark.django_db
def test_sessions_are_listed_and_only_ones_own_can_be_ended(small_world):
    chair, accountant = small_world.people["chair"], small_world.people["accountant"]
    clients = []
    for somebody in (chair, accountant):
        client = Client(HTTP_USER_AGENT="测试浏览器")
        _password(client, somebody)
        client.post(SECOND, {"code": somebody.code()})
        clients.append(client)
    page = clients[0].get("/accounts/sessions/")
    assert "测试浏览器" in page.content.decode()
    from allauth.usersessions.models import UserSession

    foreign = UserSession.objects.get(user__person_id=accountant.id)
    assert clients[0].post("/accounts/sessions/", {"session": foreign.pk}).status_code == 404
    own = UserSession.objects.get(user__person_id=chair.id)
    clients[0].post("/accounts/sessions/", {"session": own.pk})
    assert clients[0].get("/accounts/").status_code == 302
    assert clients[1].get("/accounts/").status_code == 200


@pytest.mark.django_db
def test_new_recovery_codes_are_shown_once_and_replace_the_old(small_world):
    chair = small_world.people["chair"]
    account = Account.objects.get(person_id=chair.id).pk
    old = api.recovery_codes_of(account)

    page = chair.client.post("/accounts/recovery-codes/").content.decode()

    fresh = api.recovery_codes_of(account)
    assert fresh[0] in page
    assert not set(old) & set(fresh)
    assert fresh[0] not in chair.client.get("/accounts/recovery-codes/").content.decode()


def test_of_eight_guesses_at_one_instant_five_are_looked_at(fresh_db):
    by = Actor.system("tests", at=now())
    person = api.create_person(staff_name="秦理事长", phone="13800000004", by=by)
    api.open_account(person_id=person, password=PASSWORD, by=by)
    start, answers = threading.Barrier(8), []

    def guess():
        start.wait()
        try:
            api.check_sign_in(phone="13800000004", password="wrong", address="10.0.0.1", at=by.at)
        except (api.WrongSignIn, api.TooMany) as refused:
            answers.append(refused.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=guess) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["too_many"] * 3 + ["wrong_sign_in"] * 5


@pytest.mark.django_db
def test_pages_of_accounts_are_kept_by_no_cache_and_speak_english(small_world):
    page = small_world.people["chair"].client.get("/en/accounts/")

    assert "no-store" in page.headers["Cache-Control"]
    assert "My posts" in page.content.decode()
