"""Stepping into a persona: the right session, the right page, nothing for a wrong slug."""

import pytest

from qianshan.practice.personas import PERSONAS
from qianshan.practice.province import OLD
from qianshan.practice.stages import accounts, ground
from qianshan.practice.tests.test_province import AT


@pytest.fixture
def laid(db):
    made = ground.lay(AT - OLD)
    accounts.open_all(made)
    return made


def test_the_list_names_every_persona_in_chinese(client, laid):
    page = client.get("/practice/").content.decode()

    assert all(one.name in page for one in PERSONAS)
    assert "选一个人，进去看看" in page


def test_the_list_is_to_be_had_as_json(client, laid):
    answer = client.get("/practice/?format=json").json()

    assert [one["slug"] for one in answer["personas"]] == [one.slug for one in PERSONAS]


def test_one_press_makes_a_clerk(client, laid):
    answer = client.post("/practice/county-officer/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/desk/")
    assert client.session["_auth_user_id"]


def test_stepping_into_somebody_else_leaves_the_first(client, laid):
    client.post("/practice/county-officer/")
    client.post("/practice/donor/")

    assert "_auth_user_id" not in client.session
    assert client.session["proved_phone"]


def test_a_wrong_slug_is_not_found(client, laid):
    assert client.post("/practice/nobody/").status_code == 404


def test_looking_at_a_persona_does_not_step_in(client, laid):
    assert client.get("/practice/donor/").status_code == 405
