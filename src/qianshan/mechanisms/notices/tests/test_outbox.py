"""What is told is told once, sealed while it waits, retried when the provider fails, gone when it is sent."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from qianshan.mechanisms.notices import api, sending
from qianshan.mechanisms.notices.models import Notice
from qianshan.mechanisms.notices.sending import send_waiting
from qianshan.mechanisms.notices.templates import TEMPLATES

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
PHONE = api.PhoneRef("13885100001")


class Fails:
    """A provider that fails a number of times."""

    def __init__(self, *faults):
        self.faults = list(faults)
        self.sent = []

    def send(self, *, phone, template, values, reference):
        if self.faults:
            raise self.faults.pop(0)
        self.sent.append((phone, values, reference))
        return "BIZ1"


@pytest.fixture(autouse=True)
def _template():
    before = dict(TEMPLATES)
    api.register_template("tests.hello", "您好，%(name)s。", provider_code="SMS_T")
    yield
    TEMPLATES.clear()
    TEMPLATES.update(before)


def _use(monkeypatch, backend):
    monkeypatch.setattr(sending, "sms_backend", lambda: backend)
    return backend


def _tell(key=None, name="张三"):
    return api.tell("tests.hello", to=PHONE, values={"name": name}, dedupe_key=key, at=AT)


@pytest.mark.django_db
def test_a_message_goes_out_and_leaves_nothing_readable(monkeypatch):
    backend = _use(monkeypatch, Fails())
    assert _tell() == 1
    waiting = Notice.objects.get()
    assert b"13885100001" not in bytes(waiting.sealed)

    assert send_waiting([waiting.pk], AT) == []

    sent = Notice.objects.get()
    assert backend.sent == [("13885100001", {"name": "张三"}, f"QS{sent.pk}")]
    assert (sent.state, sent.sealed, sent.provider_id, sent.tries) == ("sent", None, "BIZ1", 1)


@pytest.mark.django_db
def test_what_has_a_key_is_told_once():
    assert [_tell("gift:1"), _tell("gift:1"), _tell("gift:2"), _tell(), _tell()] == [1, 0, 1, 1, 1]


@pytest.mark.django_db
def test_a_job_stands_behind_each_batch(django_assert_num_queries):
    from procrastinate.contrib.django.models import ProcrastinateJob

    messages = [api.Message(PHONE, {"name": str(n)}) for n in range(501)]

    with django_assert_num_queries(4):
        assert api.tell_many("tests.hello", messages, at=AT) == 501

    jobs = ProcrastinateJob.objects.filter(task_name="notices.send").order_by("id")
    assert [len(job.args["ids"]) for job in jobs] == [500, 1]


@pytest.mark.django_db
def test_somebody_who_waits_goes_before_a_batch():
    from procrastinate.contrib.django.models import ProcrastinateJob

    api.tell_many("tests.hello", [api.Message(PHONE, {"name": str(n)}) for n in range(6)], at=AT)
    _tell()

    assert [job.priority for job in ProcrastinateJob.objects.order_by("id")] == [0, 10]


def test_nobody_is_told_what_did_not_happen(fresh_db):
    with transaction.atomic():
        _tell()
        transaction.set_rollback(True)

    assert Notice.objects.count() == 0


@pytest.mark.django_db
def test_a_provider_that_fails_is_asked_again(monkeypatch):
    _tell()
    number = Notice.objects.get().pk
    _use(monkeypatch, Fails(api.TryLater("timeout"), api.TryLater("timeout")))

    assert send_waiting([number], AT) == [number]
    assert send_waiting([number], AT) == [number]
    assert send_waiting([number], AT) == []
    assert (Notice.objects.get().state, Notice.objects.get().tries) == ("sent", 3)


@pytest.mark.django_db
def test_a_provider_that_never_answers_is_given_up(monkeypatch):
    _tell()
    number = Notice.objects.get().pk
    _use(monkeypatch, Fails(*[api.TryLater("timeout")] * 9))

    rounds = 0
    while send_waiting([number], AT):
        rounds += 1

    row = Notice.objects.get()
    assert (rounds, row.state, row.error, row.sealed) == (7, "failed", "timeout", None)


@pytest.mark.django_db
def test_what_the_provider_refuses_is_not_asked_again(monkeypatch):
    _tell()
    _use(monkeypatch, Fails(api.NeverWorks("isv.MOBILE_NUMBER_ILLEGAL")))

    assert send_waiting([Notice.objects.get().pk], AT) == []
    assert Notice.objects.get().error == "isv.MOBILE_NUMBER_ILLEGAL"


@pytest.mark.django_db
def test_of_two_workers_one_sends(monkeypatch):
    _tell()
    row = Notice.objects.get()
    claimed = Notice.objects.get()
    assert sending._claim(claimed)

    assert not sending._claim(row)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("tests.unknown", {}),
        ("tests.hello", {}),
        ("tests.hello", {"name": "x", "more": "y"}),
        ("tests.hello", {"name": "长" * 36}),
    ],
)
def test_values_that_do_not_fit_are_found_before_anything_is_sent(key, values):
    with pytest.raises(api.WrongValues):
        api.tell(key, to=PHONE, values=values, at=AT)
    assert not Notice.objects.exists()
