"""The audit administrator reads every act by filters, and nobody else does; nothing can be written."""

import pytest
from django.test import Client

from qianshan.mechanisms.access.api import appoint, create_organisation, create_person, practice_account
from qianshan.mechanisms.access.models import Account
from qianshan.mechanisms.acts.api import Actor, NotAllowed
from qianshan.mechanisms.acts.models import Act
from qianshan.mechanisms.calendar.clock import date_of, now
from qianshan.mechanisms.sealed.api import reveal

USCC = "11520000MB0000001X"


@pytest.fixture
def desk(db):
    """Clients by role at the operator's desk; `url` makes addresses."""
    by = Actor.system("tests", at=now())
    operator = create_organisation(uscc=USCC, name="平台运营中心", kind="operator", division_code="52", by=by)
    made = {"operator": operator}
    for number, (role, name) in enumerate(
        [
            ("audit_admin", "沈计"),
            ("security_admin", "安小全"),
            ("system_admin", "田系统"),
            ("head", "林主任"),
        ]
    ):
        person = create_person(staff_name=name, phone=f"1380000000{number}", by=by)
        appoint(person_id=person, organisation_id=operator, roles=[role], by=by)
        account = practice_account(person_id=person, by=by)
        made[role] = Client()
        made[role].force_login(Account.objects.get(pk=account))
        made[f"{role}_person"] = person
    return made


def _url(tail="acts/"):
    return f"/desk/{USCC}/audit/{tail}"


def _rows(desk, query=""):
    return desk["audit_admin"].get(_url() + "?format=json" + query).json()["rows"]


def test_every_act_is_listed_with_who_and_on_what(desk):
    by = Actor.person(desk["head_person"], at=now(), as_org_id=desk["operator"])
    reveal(person_id=desk["audit_admin_person"], purpose="phone", reason="核对联系方式", by=by)

    page = desk["audit_admin"].get(_url()).content.decode()

    assert "sealed.reveal" in page
    assert "林主任" in page
    assert "核对联系方式" in page
    assert "13800000000" not in page


@pytest.mark.parametrize("role", ["security_admin", "system_admin", "head"])
@pytest.mark.parametrize("tail", ["acts/", "refusals/", "acts/1/"])
def test_nobody_else_reads(desk, role, tail):
    assert desk[role].get(_url(tail)).status_code == 403


@pytest.mark.parametrize("tail", ["acts/", "refusals/"])
def test_nothing_is_written_here(desk, tail):
    before = Act.objects.count()
    assert desk["audit_admin"].post(_url(tail)).status_code == 405
    desk["audit_admin"].get(_url(tail))
    assert Act.objects.count() == before


def test_filters_narrow_and_stand_in_the_address(desk):
    person = desk["head_person"]
    today = date_of(now()).isoformat()

    assert {row["command"] for row in _rows(desk, "&command=access.post")} == {"access.post.appoint"}
    assert len(_rows(desk, f"&object=access.person {person}")) == 2
    assert _rows(desk, f"&object={person}&since={today}&until={today}")
    assert _rows(desk, "&since=2030-01-01") == []
    assert _rows(desk, "&person=nobody") == []
    assert _rows(desk, "&organisation=53520000MJY00001XK") == []
    assert _rows(desk, "&kind=person") == []


@pytest.mark.parametrize("query", ["since=yesterday", "kind=robot", "sort=reason", "after=x"])
def test_a_question_the_list_does_not_know(desk, query):
    assert desk["audit_admin"].get(f"{_url()}?{query}").status_code == 400


def test_one_act_shows_names_of_fields_and_no_values(desk):
    act = Act.objects.filter(command="access.person.create").order_by("id")[0]

    page = desk["audit_admin"].get(_url(f"acts/{act.pk}/")).content.decode()

    assert "access.person" in page
    assert "13800000000" not in page
    assert desk["audit_admin"].get(_url("acts/999999999/")).status_code == 404


def test_refused_attempts_are_listed_without_what_was_typed(desk):
    by = Actor.person(desk["head_person"], at=now(), as_org_id=desk["operator"])
    with pytest.raises(NotAllowed):
        appoint(person_id=desk["head_person"], organisation_id=desk["operator"], roles=["head"], by=by)

    page = desk["audit_admin"].get(_url("refusals/") + "?person=林主任").content.decode()

    assert "access.post.appoint" in page
    assert "not_allowed" in page


def test_the_file_holds_exactly_the_filtered_rows(desk):
    answer = desk["audit_admin"].get(_url() + "?format=csv&command=access.post")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").strip().splitlines()

    assert len(lines) == 1 + 4


def test_the_menu_shows_the_trace_to_the_audit_administrator_only(desk):
    people = f"/desk/{USCC}/people/"

    assert "audit/acts" in desk["audit_admin"].get(people).content.decode()
    assert "audit/acts" not in desk["head"].get(people).content.decode()


def test_a_page_of_the_trace_asks_few_questions(desk, django_assert_max_num_queries):
    with django_assert_max_num_queries(25):
        desk["audit_admin"].get(_url())
