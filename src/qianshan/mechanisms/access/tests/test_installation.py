"""An installation begins with three invitations; persons one can step into exist in practice only."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from qianshan.mechanisms.access import api
from qianshan.mechanisms.access.commands import installation
from qianshan.mechanisms.access.models import Account, Organisation, Post
from qianshan.mechanisms.acts.api import Actor, NotAllowed
from qianshan.mechanisms.calendar.clock import now

USCC = "11520000MB0000001X"


@pytest.mark.django_db
def test_three_invitations_are_printed_once():
    out = StringIO()
    call_command("first_administrators", USCC, "平台运营单位", stdout=out)

    links = [line.split(": ", 1)[1] for line in out.getvalue().splitlines()]
    assert len(links) == 3
    for link in links:
        token = link.rstrip("/").rsplit("/", 1)[1]
        assert api.look_at_link(token, "invitation", now()).object_kind == "access.person"
    assert sorted(role for post in Post.objects.all() for role in post.roles) == [
        "audit_admin",
        "security_admin",
        "system_admin",
    ]
    with pytest.raises(CommandError):
        call_command("first_administrators", USCC, "平台运营单位", stdout=out)


@pytest.mark.django_db
def test_a_wrong_code_leaves_nothing():
    with pytest.raises(CommandError):
        call_command("first_administrators", "11520000MB00000019", "平台运营单位")
    assert not Organisation.objects.exists()


@pytest.mark.django_db
def test_the_first_head_is_proposed_by_security_and_confirmed_by_the_system_administrator():
    call_command("first_administrators", USCC, "平台运营单位", stdout=StringIO())
    operator = api.organisation(USCC).id
    who = {post.roles[0]: post.person_id for post in Post.objects.all()}
    hats = {role: Actor.person(person, at=now(), as_org_id=operator) for role, person in who.items()}

    post = api.propose_for(
        candidate=api.Candidate("林主任", "13700000009", "11010519491231002X"),
        organisation_id=operator,
        roles=["head"],
        by=hats["security_admin"],
    )
    assert not api.may_confirm(hats["audit_admin"], operator)
    api.confirm_post(post_id=post, by=hats["system_admin"])

    assert not api.may_confirm(hats["system_admin"], operator)


@pytest.mark.django_db
def test_a_persona_has_an_account_without_password():
    by = Actor.system("tests", at=now())
    person = api.create_person(staff_name="林主任", by=by)

    account = api.practice_account(person_id=person, by=by)

    assert api.practice_account(person_id=person, by=by) == account
    row = Account.objects.get(pk=account)
    assert row.is_active
    assert not row.has_usable_password()


@pytest.mark.django_db
def test_a_real_installation_has_no_personas(monkeypatch):
    monkeypatch.setattr(installation, "is_practice", lambda: False)
    by = Actor.system("tests", at=now())
    person = api.create_person(staff_name="林主任", by=by)

    with pytest.raises(NotAllowed):
        api.practice_account(person_id=person, by=by)
    with pytest.raises(NotAllowed):
        api.practice_account(person_id=person, by=Actor.person(person, at=now()))
