"""Posts are proposed by one person and confirmed by another; only what is valid that day counts."""

from datetime import UTC, date, datetime

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from qianshan.mechanisms.access import api
from qianshan.mechanisms.access.capabilities import CAPABILITIES, UnknownCapability
from qianshan.mechanisms.access.kinds import TwoMeanings
from qianshan.mechanisms.access.models import Post
from qianshan.mechanisms.acts.api import Actor, BadInput, Conflict, NotAllowed, NotFound, WrongState
from qianshan.mechanisms.words import Words

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
DAY = date(2026, 3, 2)
SYSTEM = Actor.system("tests", at=AT)
CHARITY = "53520000MJY00001XK"
AUTHORITY = "11520000009390066M"
OPERATOR = "11520000000000000X"


def _uscc(seventeen):
    symbols = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(symbols.index(s) * pow(3, i, 31) for i, s in enumerate(seventeen))
    return seventeen + symbols[(31 - total % 31) % 31]


@pytest.fixture(autouse=True)
def _forget_capabilities():
    before = dict(CAPABILITIES)
    yield
    CAPABILITIES.clear()
    CAPABILITIES.update(before)


@pytest.fixture
def world(db):
    """An operator with its three administrators and head, a charity without anybody."""
    made = {
        "operator": api.create_organisation(
            uscc=_uscc("11520000MB0000001"),
            name="平台运营单位",
            kind="operator",
            division_code="52",
            by=SYSTEM,
        ),
        "charity": api.create_organisation(
            uscc=CHARITY, name="黔山助学基金会", kind="charity", division_code="52", by=SYSTEM
        ),
    }
    for name in ("head", "security_admin", "audit_admin", "system_admin"):
        made[name] = api.create_person(staff_name=name, by=SYSTEM)
        api.appoint(person_id=made[name], organisation_id=made["operator"], roles=[name], by=SYSTEM)
    made["zhang"] = api.create_person(staff_name="张强", by=SYSTEM)
    return made


def _as(world, name, organisation="operator"):
    return Actor.person(world[name], at=AT, as_org_id=world[organisation])


def _propose(world, **changed):
    wanted = {
        "person_id": world["zhang"],
        "organisation_id": world["charity"],
        "roles": ["accountant"],
        "by": _as(world, "security_admin"),
    }
    return api.propose_post(**(wanted | changed))


def test_a_post_counts_only_after_the_head_confirmed_it(world):
    api.register_capability("tests.book", roles={"accountant"}, words=Words("Book"))
    zhang = _as(world, "zhang", "charity")
    post = _propose(world)

    assert not api.may(zhang, "tests.book", world["charity"])
    api.confirm_post(post_id=post, by=_as(world, "head"))

    assert api.may(zhang, "tests.book", world["charity"])


def test_only_the_security_administrator_proposes(world):
    for name in ("head", "audit_admin", "system_admin", "zhang"):
        with pytest.raises(NotAllowed):
            _propose(world, by=_as(world, name))


def test_nobody_grants_himself(world):
    with pytest.raises(NotAllowed):
        _propose(world, person_id=world["security_admin"])

    post = _propose(world, person_id=world["head"], roles=["head"])
    with pytest.raises(NotAllowed):
        api.confirm_post(post_id=post, by=_as(world, "head"))


def test_a_person_is_never_appointed_by_a_person(world):
    with pytest.raises(NotAllowed):
        api.appoint(
            person_id=world["zhang"],
            organisation_id=world["charity"],
            roles=["accountant"],
            by=_as(world, "security_admin"),
        )


def test_the_operators_head_confirms_only_while_there_is_no_head(world):
    first = _propose(world, roles=["head"])
    api.confirm_post(post_id=first, by=_as(world, "head"))
    li = api.create_person(staff_name="李丽", by=SYSTEM)
    second = _propose(world, person_id=li)

    with pytest.raises(NotFound):
        api.confirm_post(post_id=second, by=_as(world, "head"))
    api.confirm_post(post_id=second, by=_as(world, "zhang", "charity"))

    assert [line.roles for line in api.posts_of(li, DAY)] == [("accountant",)]


def test_a_post_is_decided_once(world):
    post = _propose(world)
    api.decline_post(post_id=post, reason="已离职", by=_as(world, "head"))

    with pytest.raises(WrongState):
        api.confirm_post(post_id=post, by=_as(world, "head"))


@pytest.mark.parametrize("roles", [["accountant", "unknown"], ["reviewer"], ["system_admin"], []], ids=str)
def test_roles_belong_to_the_kind_of_organisation(world, roles):
    with pytest.raises(BadInput):
        _propose(world, roles=roles)


def test_three_administrators_are_three_persons(world):
    with pytest.raises(Conflict):
        _propose(world, person_id=world["audit_admin"])
    with pytest.raises(Conflict):
        _propose(world, person_id=world["system_admin"], roles=["security_admin"])


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2026, 3, 9), False),
        (date(2026, 3, 10), True),
        (date(2026, 6, 30), True),
        (date(2026, 7, 1), False),
    ],
)
def test_a_post_counts_from_its_first_day_and_not_on_its_end(world, day, counts):
    api.appoint(
        person_id=world["zhang"],
        organisation_id=world["charity"],
        roles=["accountant"],
        valid_from=date(2026, 3, 10),
        valid_to=date(2026, 7, 1),
        by=SYSTEM,
    )

    assert bool(api.posts_of(world["zhang"], day)) is counts


def test_an_ended_post_counts_no_more(world):
    post = api.appoint(
        person_id=world["zhang"], organisation_id=world["charity"], roles=["accountant"], by=SYSTEM
    )
    api.end_post(post_id=post, on=DAY, reason="离职", by=_as(world, "security_admin"))

    assert api.posts_of(world["zhang"], DAY) == []
    with pytest.raises(WrongState):
        api.end_post(post_id=post, on=DAY, reason="离职", by=_as(world, "security_admin"))


def test_a_stranger_ends_no_post(world):
    post = api.appoint(
        person_id=world["zhang"], organisation_id=world["charity"], roles=["accountant"], by=SYSTEM
    )

    with pytest.raises(NotFound):
        api.end_post(post_id=post, on=DAY, reason="x", by=_as(world, "audit_admin"))


def _insert_second_post(person_id):
    """Write past the command, within the first post's act, as faulty code might."""
    with transaction.atomic(), connection.cursor() as cursor:
        act = Post.objects.get(person_id=person_id).act_id
        cursor.execute("SELECT set_config('qs.act', %s, true)", [str(act)])
        cursor.execute(
            "INSERT INTO access_post (person_id, organisation_id, roles, scope_code, valid_from, state,"
            " proposed_at, decided_at) SELECT person_id, organisation_id, '{cashier}', '', valid_from, state,"
            " proposed_at, decided_at FROM access_post WHERE person_id = %s",
            [person_id],
        )


def test_overlapping_posts_are_refused_by_command_and_by_constraint(world):
    wanted = {"person_id": world["zhang"], "organisation_id": world["charity"], "by": SYSTEM}
    api.appoint(roles=["accountant"], **wanted)
    with pytest.raises(Conflict):
        api.appoint(roles=["cashier"], **wanted)

    with pytest.raises(DatabaseError) as refused:
        _insert_second_post(world["zhang"])
    assert isinstance(refused.value.__cause__, psycopg.errors.ExclusionViolation)


@pytest.mark.parametrize("role", ["head", "security_admin", "system_admin", "audit_admin"])
def test_no_administrator_may_do_a_charitys_work(world, role):
    api.register_capability("tests.book", roles={"accountant"}, words=Words("Book"))

    verdict = api.may(_as(world, role, "charity"), "tests.book", world["charity"])

    assert not verdict
    with pytest.raises(NotAllowed):
        verdict.required()


def test_a_verdict_names_the_deed_and_the_roles(world):
    api.register_capability("tests.book", roles={"accountant", "cashier"}, words=Words("Book"))
    api.appoint(person_id=world["zhang"], organisation_id=world["charity"], roles=["approver"], by=SYSTEM)

    words = api.may(_as(world, "zhang", "charity"), "tests.book", world["charity"]).words

    assert {str(role) for role in words.values["roles"].keys} == {"accountant", "cashier"}
    assert str(words.values["deed"]) == "Book"


@pytest.mark.parametrize(
    "actor",
    [
        Actor.job("x", at=AT),
        Actor.system("x", at=AT),
        Actor.link("x", at=AT, person_id=1),
        Actor.channel("x", at=AT),
    ],
    ids=lambda actor: actor.kind,
)
def test_only_a_person_holds_a_permission(actor, db):
    api.register_capability("tests.book", roles={"accountant"}, words=Words("Book"))

    assert not api.may(actor, "tests.book", 1)


def test_the_hat_of_another_organisation_does_not_count(world):
    api.register_capability("tests.book", roles={"accountant"}, words=Words("Book"))
    api.appoint(person_id=world["zhang"], organisation_id=world["charity"], roles=["accountant"], by=SYSTEM)

    assert not api.may(_as(world, "zhang", "operator"), "tests.book", world["charity"])


def test_capabilities_are_registered_once_and_known():
    api.register_capability("tests.book", roles={"accountant"}, words=Words("Book"))
    with pytest.raises(TwoMeanings):
        api.register_capability("tests.book", roles={"cashier"}, words=Words("Book"))
    with pytest.raises(UnknownCapability):
        api.may(SYSTEM, "tests.unknown", 1)
    with pytest.raises(LookupError):
        api.register_capability("tests.other", roles={"nobody"}, words=Words("Book"))
