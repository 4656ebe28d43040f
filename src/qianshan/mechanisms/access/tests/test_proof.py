"""Links and codes count once, also when two press at the same instant; limits are exact."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections

from qianshan.mechanisms.access import api
from qianshan.mechanisms.access.commands.codes import use_code
from qianshan.mechanisms.access.limits import count_today, sweep, take
from qianshan.mechanisms.access.models import DayCount, Limit, Link, PhoneCode
from qianshan.mechanisms.acts.api import Actor, BadInput, acts_on
from qianshan.mechanisms.notices.models import Notice
from qianshan.mechanisms.notices.outbox import PURPOSE
from qianshan.mechanisms.sealed.api import unseal_for_system

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
BY = Actor.link("tests", at=AT)
LATER = timedelta(days=30)


def _link(**changed):
    wanted = {
        "purpose": "gift",
        "object_kind": "giving.gift",
        "object_key": "QS1",
        "expires_at": AT + LATER,
        "by": BY,
    }
    return api.issue_link(**(wanted | changed))


def _at_once(count, work):
    """Run `work` in threads that start together; returns what each gave or raised."""
    start, results = threading.Barrier(count), []

    def run():
        start.wait()
        try:
            results.append(work())
        except Exception as error:
            results.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def _sent_code():
    import json

    newest = Notice.objects.filter(template="access.code").order_by("-id").first()
    return json.loads(unseal_for_system(PURPOSE, bytes(newest.sealed)))["values"]["code"]


@pytest.mark.django_db
def test_a_link_opens_its_object_and_leaves_an_act():
    token = _link()

    opened = api.open_link(token=token, purpose="gift", by=BY)

    assert (opened.object_kind, opened.object_key) == ("giving.gift", "QS1")
    assert [line.command for line in acts_on("giving.gift", "QS1")] == [
        "access.link.issue",
        "access.link.open",
    ]
    assert token.encode() not in bytes(Link.objects.get().token_hash)


@pytest.mark.django_db
def test_looking_uses_nothing():
    token = _link(max_uses=1)
    for _ in range(3):
        api.look_at_link(token, "gift", AT)

    assert api.open_link(token=token, purpose="gift", by=BY)


@pytest.mark.django_db
def test_a_link_without_a_count_opens_until_it_expires():
    token = _link()
    for _ in range(3):
        api.open_link(token=token, purpose="gift", by=BY)

    with pytest.raises(api.DeadLink):
        api.look_at_link(token, "gift", AT + LATER)
    assert api.look_at_link(token, "gift", AT + LATER - timedelta(seconds=1))


@pytest.mark.django_db
@pytest.mark.parametrize("spoil", ["purpose", "token", "revoked", "used"])
def test_every_dead_link_says_the_same(spoil):
    token = _link(max_uses=1)
    if spoil == "revoked":
        assert api.revoke_links(object_kind="giving.gift", object_key="QS1", purpose="gift", by=BY) == 1
    if spoil == "used":
        api.open_link(token=token, purpose="gift", by=BY)

    with pytest.raises(api.DeadLink) as refused:
        api.open_link(
            token=token + ("x" if spoil == "token" else ""),
            purpose="other" if spoil == "purpose" else "gift",
            by=BY,
        )
    assert refused.value.status == 404
    assert "expired" in refused.value.words.msgid


def test_of_eight_presses_on_a_link_for_one_use_one_opens(fresh_db):
    token = _link(max_uses=1)

    results = _at_once(8, lambda: api.open_link(token=token, purpose="gift", by=BY))

    assert sum(isinstance(one, api.OpenedLink) for one in results) == 1
    assert sum(isinstance(one, api.DeadLink) for one in results) == 7
    assert Link.objects.get().uses == 1


@pytest.mark.django_db
def test_a_code_proves_a_number_once_and_stands_nowhere():
    api.request_code(phone="138 8510 0001", purpose="donor", address="10.0.0.1", at=AT)
    code = _sent_code()
    row = PhoneCode.objects.get()
    assert code.encode() not in bytes(row.code_hash)

    proved = api.prove_phone(phone="13885100001", code=f" {code[:3]} {code[3:]}", purpose="donor", at=AT)

    assert proved == "13885100001"
    with pytest.raises(api.WrongCode):
        api.prove_phone(phone="13885100001", code=code, purpose="donor", at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "counts"),
    [
        ({}, True),
        ({"at": AT + timedelta(minutes=9, seconds=59)}, True),
        ({"at": AT + timedelta(minutes=10)}, False),
        ({"phone": "13885100002"}, False),
        ({"purpose": "other"}, False),
        ({"code": "x"}, False),
        ({"code": ""}, False),
    ],
)
def test_what_counts_as_proof(changed, counts):
    api.request_code(phone="13885100001", purpose="donor", address="10.0.0.1", at=AT)
    wanted = {"phone": "13885100001", "code": _sent_code(), "purpose": "donor", "at": AT} | changed

    if counts:
        assert api.prove_phone(**wanted)
    else:
        with pytest.raises(api.WrongCode):
            api.prove_phone(**wanted)


@pytest.mark.django_db
def test_after_five_wrong_tries_the_right_code_is_refused_too():
    api.request_code(phone="13885100001", purpose="donor", address="10.0.0.1", at=AT)
    code = _sent_code()
    wrong = "000000" if code != "000000" else "000001"
    for _ in range(5):
        with pytest.raises(api.WrongCode):
            api.prove_phone(phone="13885100001", code=wrong, purpose="donor", at=AT)

    with pytest.raises(api.WrongCode):
        api.prove_phone(phone="13885100001", code=code, purpose="donor", at=AT)


@pytest.mark.django_db
def test_an_older_code_does_not_count_beside_a_newer_one():
    api.request_code(phone="13885100001", purpose="donor", address="10.0.0.1", at=AT)
    first = _sent_code()
    later = AT + timedelta(seconds=61)
    api.request_code(phone="13885100001", purpose="donor", address="10.0.0.1", at=later)
    if first == _sent_code():
        pytest.skip("one in a million: the same code was drawn twice")

    with pytest.raises(api.WrongCode):
        api.prove_phone(phone="13885100001", code=first, purpose="donor", at=later)


def test_of_eight_presses_with_one_code_one_counts(fresh_db):
    api.request_code(phone="13885100001", purpose="donor", address="10.0.0.1", at=AT)
    code = _sent_code()

    results = _at_once(
        8, lambda: use_code(phone="13885100001", code=code, purpose="donor", by=BY) or "proved"
    )

    assert results.count("proved") == 1
    assert sum(isinstance(one, api.WrongCode) for one in results) == 7


@pytest.mark.django_db
def test_a_number_gets_one_code_a_minute_and_five_a_day():
    def ask(seconds, phone="13885100001", address="10.0.0.1"):
        api.request_code(phone=phone, purpose="donor", address=address, at=AT + timedelta(seconds=seconds))

    ask(0)
    with pytest.raises(api.TooMany):
        ask(59)
    for minute in (1, 2, 3, 4):
        ask(minute * 60 + minute, address=f"10.0.1.{minute}")
    with pytest.raises(api.TooMany):
        ask(6 * 3600, address="10.0.0.9")
    ask(24 * 3600 + 1, address="10.0.0.9")


@pytest.mark.django_db
def test_an_address_asks_ten_times_an_hour():
    for number in range(10):
        api.request_code(phone=f"1388510000{number}", purpose="donor", address="10.0.0.1", at=AT)

    with pytest.raises(api.TooMany):
        api.request_code(phone="13885100020", purpose="donor", address="10.0.0.1", at=AT)
    api.request_code(phone="13885100020", purpose="donor", address="10.0.0.2", at=AT)


@pytest.mark.django_db
def test_an_empty_purse_sends_nothing_and_rings_at_its_end(settings):
    settings.SMS_DAILY_PURSE, settings.SMS_ALARM_PHONE = 5, "13900000000"
    for number in range(8):
        api.request_code(phone=f"1388510000{number}", purpose="donor", address=f"10.0.0.{number}", at=AT)

    assert Notice.objects.filter(template="access.code").count() == 5
    assert Notice.objects.filter(template="access.purse").count() == 2


@pytest.mark.django_db
def test_not_a_number_costs_nothing():
    with pytest.raises(BadInput):
        api.request_code(phone="110", purpose="donor", address="10.0.0.1", at=AT)
    assert not Limit.objects.exists()


def test_a_limit_is_exact_when_all_come_at_once(fresh_db):
    results = _at_once(12, lambda: take("k", most=5, seconds=60, at=AT))

    assert results.count(True) == 5


@pytest.mark.django_db
def test_a_limit_slides():
    def at(seconds):
        return take("k", most=2, seconds=60, at=AT + timedelta(seconds=seconds))

    assert [at(0), at(30), at(59), at(60), at(61), at(90)] == [True, True, False, True, False, True]


@pytest.mark.django_db
def test_old_counters_are_swept():
    take("k", most=2, seconds=60, at=AT)
    count_today("sms", AT.date(), most=5)

    assert sweep(AT + timedelta(seconds=30)) == 0
    assert sweep(AT + timedelta(days=91)) == 2
    assert not DayCount.objects.exists()
