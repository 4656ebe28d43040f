"""Posts are proposed, decided and ended on pages; strangers find nothing there."""

from datetime import timedelta

import pytest
from django.test import Client

from qianshan.mechanisms.access import api
from qianshan.mechanisms.access.models import Account, Person, Post
from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.calendar.clock import date_of, now
from qianshan.mechanisms.notices.models import Notice
from qianshan.places.accounts.tests.conftest import PASSWORD

GUEST = {"name": "吴出纳", "phone": "13700000002", "roles": ["cashier"], "scope_code": ""}


def _url(world, org, tail=""):
    place = "work" if org == "charity" else "desk"
    return f"/{place}/{world.uscc[org]}/people/{tail}"


def _propose(world, **changed):
    client = world.people["security"].client
    return client.post(
        _url(world, "operator", "propose/"), {"uscc": world.uscc["charity"], **GUEST, **changed}
    )


@pytest.mark.django_db
def test_a_post_goes_from_proposal_by_the_head_to_an_invitation(small_world, newest_sms):
    assert _propose(small_world).status_code == 302
    post = Post.objects.get(state="proposed")
    chair = small_world.people["chair"].client
    listed = chair.get(_url(small_world, "charity")).content.decode()
    assert "吴出纳" in listed
    assert "137****0002" in listed
    assert "13700000002" not in listed

    answer = chair.post(_url(small_world, "charity", f"{post.pk}/"), {"deed": "confirm"})

    assert answer.status_code == 302
    assert api.posts_of(post.person_id, date_of(now()))[0].roles == ("cashier",)
    assert newest_sms("access.invitation")["organisation"] == "黔山助学基金会"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"phone": "110"}, "phone"),
        ({"name": ""}, "name"),
        ({"roles": []}, "roles"),
        ({"roles": ["approver"]}, "id_number"),
        ({"roles": ["approver"], "id_number": "123"}, "id_number"),
        ({"uscc": "53520000MJY000099"}, "uscc"),
        ({"valid_from": "2026-05-01", "valid_to": "2026-05-01"}, "valid_to"),
    ],
)
def test_a_wrong_proposal_says_where(small_world, changed, field):
    answer = _propose(small_world, **changed)

    assert answer.status_code == 422
    assert f'href="#id_{field}"' in answer.content.decode()
    assert not Person.objects.filter(staff_name="吴出纳").exists()


@pytest.mark.django_db
def test_one_human_keeps_one_account_for_roles_that_sign(small_world):
    number = "11010519491231002X"
    _propose(small_world, roles=["approver"], id_number=number)

    other = _propose(small_world, name="吴出纳二", phone="13800000005", roles=["approver"], id_number=number)

    assert other.status_code == 422
    assert "另一身份证号" in other.content.decode()


@pytest.mark.django_db
def test_only_the_security_administrator_sees_the_form(small_world):
    for name in ("head", "audit", "system"):
        client = small_world.people[name].client
        assert client.get(_url(small_world, "operator", "propose/")).status_code == 403
    assert small_world.people["chair"].client.get(_url(small_world, "charity", "propose/")).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["audit", "system", "accountant", "security"])
def test_nobody_else_confirms(small_world, name):
    _propose(small_world)
    post = Post.objects.get(state="proposed")
    org = "charity" if name == "accountant" else "operator"

    answer = small_world.people[name].client.post(_url(small_world, org, f"{post.pk}/"), {"deed": "confirm"})

    assert answer.status_code == 404
    assert Post.objects.get(pk=post.pk).state == "proposed"


@pytest.mark.django_db
def test_strangers_get_404_and_nobody_is_led_to_sign_in(small_world):
    chair = small_world.people["chair"].client

    assert chair.get(_url(small_world, "authority")).status_code == 404
    assert chair.get(_url(small_world, "operator")).status_code == 404
    assert chair.get("/work/53520000MJY00009XX/people/").status_code == 404
    answer = Client().get(_url(small_world, "charity"))
    assert answer["Location"].startswith("/accounts/sign-in/?next=%2Fwork%2F")


@pytest.mark.django_db
def test_a_hat_of_a_charity_is_not_worn_at_a_desk(small_world):
    chair = small_world.people["chair"].client

    assert chair.get(f"/desk/{small_world.uscc['charity']}/people/").status_code == 404
    assert (
        small_world.people["head"].client.get(f"/work/{small_world.uscc['operator']}/people/").status_code
        == 404
    )


@pytest.mark.django_db
def test_declining_needs_a_reason_and_is_final(small_world):
    _propose(small_world)
    post = Post.objects.get(state="proposed")
    chair, url = small_world.people["chair"].client, _url(small_world, "charity", f"{post.pk}/")

    assert chair.post(url, {"deed": "decline", "reason": ""}).status_code == 422
    assert chair.post(url, {"deed": "decline", "reason": "已离职"}).status_code == 302
    assert chair.post(url, {"deed": "confirm"}).status_code == 422
    assert Post.objects.get(pk=post.pk).state == "declined"
    assert not Notice.objects.filter(template="access.invitation").exists()


@pytest.mark.django_db
def test_an_ended_post_takes_the_hat_at_once(small_world):
    accountant = small_world.people["accountant"]
    post = Post.objects.get(person_id=accountant.id)
    assert accountant.client.get(_url(small_world, "charity")).status_code == 200

    answer = small_world.people["chair"].client.post(
        _url(small_world, "charity", f"{post.pk}/"),
        {"deed": "end", "on": date_of(now()).isoformat(), "reason": "离职"},
    )

    assert answer.status_code == 302
    assert accountant.client.get(_url(small_world, "charity")).status_code == 404


@pytest.mark.django_db
def test_an_end_without_a_day_comes_back(small_world):
    post = Post.objects.get(person_id=small_world.people["accountant"].id)
    url = _url(small_world, "charity", f"{post.pk}/")
    chair = small_world.people["chair"].client

    assert chair.post(url, {"deed": "end", "reason": "离职"}).status_code == 422
    yesterday = (date_of(now()) - timedelta(days=1)).isoformat()
    assert chair.post(url, {"deed": "end", "on": yesterday, "reason": "离职"}).status_code == 422
    assert chair.post(url, {"deed": "burn"}).status_code == 422


@pytest.mark.django_db
def test_a_recovery_needs_two_administrators(small_world, newest_sms):
    audit = small_world.people["audit"]
    post = Post.objects.get(person_id=audit.id)
    security, head = small_world.people["security"].client, small_world.people["head"].client
    url = _url(small_world, "operator", f"{post.pk}/")

    assert security.post(url, {"deed": "recover", "reason": ""}).status_code == 422
    assert security.post(url, {"deed": "recover", "reason": "当面核对证件"}).status_code == 302
    waiting = api.open_recoveries(small_world.ids["operator"])[0]
    decide = _url(small_world, "operator", f"recovery/{waiting.id}/")
    assert waiting.reason == "当面核对证件"
    assert security.post(decide, {"deed": "grant"}).status_code == 404
    assert head.post(decide, {"deed": "grant"}).status_code == 302

    account = Account.objects.get(person_id=audit.id)
    assert not account.is_active
    assert not account.check_password(PASSWORD)
    assert newest_sms("access.recovery")["link"].startswith("http://localhost:8000/l/invitation/")
    assert audit.client.get("/accounts/").status_code == 302
    assert head.post(decide, {"deed": "grant"}).status_code == 409


@pytest.mark.django_db
def test_nobody_recovers_himself(small_world):
    security = small_world.people["security"]
    post = Post.objects.get(person_id=security.id)

    answer = security.client.post(
        _url(small_world, "operator", f"{post.pk}/"), {"deed": "recover", "reason": "丢了手机"}
    )

    assert answer.status_code == 403


@pytest.mark.django_db
def test_the_list_asks_few_questions(small_world, django_assert_max_num_queries):
    client = small_world.people["head"].client
    with django_assert_max_num_queries(30):
        client.get(_url(small_world, "operator"))


@pytest.mark.django_db
def test_whoever_reads_my_data_is_shown_to_me(small_world):
    from qianshan.mechanisms.sealed.api import reveal

    accountant, chair = small_world.people["accountant"], small_world.people["chair"]
    by = Actor.person(chair.id, at=now(), as_org_id=small_world.ids["charity"])
    reveal(person_id=accountant.id, purpose="phone", reason="紧急联系本人", by=by)

    page = accountant.client.get("/accounts/").content.decode()

    assert "紧急联系本人" in page
    assert "秦理事长" in page


@pytest.mark.django_db
def test_the_operators_head_confirms_the_first_head_of_an_organisation(small_world):
    answer = _propose(
        small_world, uscc=small_world.uscc["authority"], roles=["head"], id_number="11010519491231002X"
    )
    assert answer.status_code == 302
    post = Post.objects.get(state="proposed")
    head, url = small_world.people["head"].client, _url(small_world, "operator", f"{post.pk}/")
    assert "遵义市民政局" in head.get(_url(small_world, "operator")).content.decode()

    assert head.post(url, {"deed": "confirm"}).status_code == 302

    assert api.posts_of(post.person_id, date_of(now()))[0].organisation.name == "遵义市民政局"


@pytest.mark.django_db
def test_an_organisation_with_a_head_is_left_to_him(small_world):
    _propose(small_world)
    post = Post.objects.get(state="proposed")
    head, url = small_world.people["head"].client, _url(small_world, "operator", f"{post.pk}/")

    assert "岗位由本机构负责人确认" in head.get(url).content.decode()
    assert head.post(url, {"deed": "confirm"}).status_code == 404


@pytest.mark.django_db
def test_a_post_of_another_organisation_is_seen_by_the_operator_only(small_world):
    post = Post.objects.get(person_id=small_world.people["security"].id)

    assert (
        small_world.people["chair"].client.get(_url(small_world, "charity", f"{post.pk}/")).status_code == 404
    )


@pytest.mark.django_db
def test_the_operators_desk_tells_what_waits(small_world):
    _propose(small_world)
    desk = f"/desk/{small_world.uscc['operator']}/"

    assert small_world.people["system"].client.get(desk)["Location"] == desk + "operator/"
    page = small_world.people["system"].client.get(desk + "operator/")

    assert page.status_code == 200
    assert "待负责人确认的岗位" in page.content.decode()
    assert small_world.people["chair"].client.get(desk + "operator/").status_code == 404
