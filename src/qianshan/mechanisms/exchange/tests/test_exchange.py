"""Parcels are handed over until they meet their fate; arrivals are read once; differences have owners."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection

from qianshan.mechanisms.acts.api import Actor, BadInput, NotFound, WrongState, command, subject
from qianshan.mechanisms.acts.door import COMMANDS
from qianshan.mechanisms.exchange import registry
from qianshan.mechanisms.exchange.api import (
    HandedOver,
    NotTaken,
    TryLater,
    arrivals_set_aside,
    collect_all,
    deliver_due,
    note_difference,
    on_arrival,
    on_sent,
    open_differences,
    parcel,
    read_due,
    send,
    sent_file,
    settle_difference,
    store,
    use_transport,
)
from qianshan.mechanisms.exchange.models import Incoming, Outgoing
from qianshan.mechanisms.words import N_, Words

AT = datetime(2026, 11, 24, 2, tzinfo=UTC)
BY = Actor.job("tests", at=AT)


class Post:
    """A transport that does as told and remembers what it got."""

    system = "post"

    def __init__(self):
        self.got, self.answers, self.ready = [], [], []

    def hand_over(self, parcel):
        self.got.append(parcel)
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, Exception):
            raise answer
        return HandedOver(f"{parcel.key}.txt", str(parcel.payload["text"]).encode(), "R-1")

    def collect(self, after):
        names = [name for _, name, _ in self.ready]
        start = names.index(after) + 1 if after in names else 0
        return self.ready[start:]


@pytest.fixture
def post():
    kept = (dict(registry._transports), dict(registry._on_sent), dict(registry._on_arrival), dict(COMMANDS))
    registry._transports.clear()
    transport = Post()
    use_transport(transport)
    yield transport
    for table, before in zip(
        (registry._transports, registry._on_sent, registry._on_arrival, COMMANDS), kept, strict=True
    ):
        table.clear()
        table.update(before)


@pytest.fixture
def write(post):
    @command("tests.write")
    def write(*, key="K1", fail=False, by=BY):
        subject("tests.letter", key)
        send(system="post", kind="post.letter", key=key, payload={"text": "㵲阳镇 6222…"}, by=by)
        if fail:
            raise WrongState(Words(N_("no")))

    return write


@pytest.mark.django_db
def test_a_parcel_is_handed_over_once_and_the_slice_told(post, write):
    told = []
    on_sent("post", "post.letter")(lambda **fate: told.append(fate))
    write(by=BY)

    assert deliver_due(AT) == 1
    assert deliver_due(AT) == 0

    info = parcel("post", "post.letter", "K1")
    assert (info.state, info.their_ref, info.attempts) == ("sent", "R-1", 0)
    assert sent_file("post", "post.letter", "K1") == ("K1.txt", "㵲阳镇 6222…".encode())
    assert [(fate["key"], fate["refusal"]) for fate in told] == [("K1", "")]


@pytest.mark.django_db
def test_what_lies_in_the_outbox_is_sealed(write):
    write(by=BY)

    assert b"6222" not in bytes(Outgoing.objects.get().payload)


@pytest.mark.django_db
def test_a_refused_command_leaves_no_parcel(write):
    with pytest.raises(WrongState):
        write(fail=True, by=BY)

    assert not Outgoing.objects.exists()


@pytest.mark.django_db
def test_a_key_is_sent_once(write):
    write(by=BY)

    with pytest.raises(IntegrityError):
        write(by=BY)


@pytest.mark.django_db
def test_what_cannot_be_reached_is_tried_with_growing_pauses(post, write):
    post.answers = [TryLater("503"), OSError("cut"), TryLater("503")]
    write(by=BY)

    assert deliver_due(AT) == 1
    assert deliver_due(AT + timedelta(seconds=1)) == 0
    assert deliver_due(AT + timedelta(seconds=2)) == 1
    assert parcel("post", "post.letter", "K1").error == "OSError: cut"
    assert deliver_due(AT + timedelta(seconds=7)) == 1
    assert parcel("post", "post.letter", "K1").next_at == AT + timedelta(seconds=22)
    assert deliver_due(AT + timedelta(seconds=22)) == 1

    assert parcel("post", "post.letter", "K1").state == "sent"
    assert [p.key for p in post.got] == ["K1"] * 4


@pytest.mark.django_db
def test_a_refusal_of_theirs_is_told_with_its_reason(post, write):
    told = []
    on_sent("post", "post.letter")(lambda **fate: told.append(fate["refusal"]))
    post.answers = [NotTaken("wrong total")]
    write(by=BY)

    deliver_due(AT)

    assert parcel("post", "post.letter", "K1").state == "refused"
    assert told == ["wrong total"]


@pytest.mark.django_db
def test_a_slice_that_fails_is_told_again_without_a_second_sending(post, write):
    told = []

    def handler(**fate):
        told.append(fate["key"])
        if len(told) == 1:
            raise RuntimeError("the database went away")

    on_sent("post", "post.letter")(handler)
    write(by=BY)

    deliver_due(AT)
    deliver_due(AT + timedelta(seconds=2))
    deliver_due(AT + timedelta(hours=1))

    assert told == ["K1", "K1"]
    assert len(post.got) == 1


@pytest.mark.django_db
def test_without_a_way_parcels_wait(post, write):
    registry._transports.clear()
    write(by=BY)

    deliver_due(AT)

    assert parcel("post", "post.letter", "K1").state == "waiting"
    assert "no way to post" in parcel("post", "post.letter", "K1").error


def test_two_workers_hand_over_one_parcel_once(fresh_db, post, write):
    gate = threading.Event()

    def slow(parcel):
        post.got.append(parcel)
        gate.wait(5)
        return HandedOver("f", b"x")

    post.hand_over = slow
    write(by=BY)

    def work():
        deliver_due(AT)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    gate.set()
    for worker in workers:
        worker.join()

    assert len(post.got) == 1


@pytest.mark.django_db
def test_an_arrival_is_stored_raw_then_read_once(post):
    read = []
    on_arrival("post", "post.reply")(
        lambda arrival, by: read.append((arrival.name, arrival.content, by.name))
    )
    post.ready = [("post.reply", "0001", b"one"), ("post.reply", "0002", b"two")]

    assert collect_all(AT) == 2
    assert collect_all(AT) == 0
    assert read_due(AT) == 2
    assert read_due(AT + timedelta(days=1)) == 0

    assert read == [("0001", b"one", "exchange.post"), ("0002", b"two", "exchange.post")]
    assert b"one" not in bytes(Incoming.objects.first().payload)


@pytest.mark.django_db
def test_an_arrival_that_cannot_be_used_is_set_aside_and_blocks_nothing(post):
    def reader(arrival, by):
        if arrival.name == "0001":
            raise WrongState(Words(N_("no")))
        if arrival.name == "0002":
            raise RuntimeError("bug")

    on_arrival("post", "post.reply")(reader)
    post.ready = [("post.reply", f"000{n}", b"x") for n in (1, 2, 3)] + [("post.noise", "0004", b"x")]
    collect_all(AT)

    read_due(AT)

    states = dict(Incoming.objects.values_list("name", "state"))
    assert states == {"0001": "aside", "0002": "new", "0003": "done", "0004": "aside"}
    assert {row[2] for row in arrivals_set_aside("post")} == {"0001", "0004"}


@pytest.mark.django_db
def test_a_reader_that_always_fails_is_given_up(post):
    def reader(arrival, by):
        raise RuntimeError("bug")

    on_arrival("post", "post.reply")(reader)
    store(system="post", kind="post.reply", name="1", content=b"x", at=AT)

    for hours in range(0, 200, 7):
        read_due(AT + timedelta(hours=hours))

    row = Incoming.objects.get()
    assert (row.state, row.attempts, row.reason) == ("aside", 11, "RuntimeError: bug")


@pytest.mark.django_db
def test_an_uploaded_file_does_not_move_the_point_of_collecting(post):
    post.ready = [("post.reply", "0001", b"one"), ("post.reply", "0002", b"two")]
    store(system="post", kind="post.reply", name="upload-9", content=b"x", at=AT, uploaded=True)

    assert collect_all(AT) == 2


@pytest.mark.django_db
def test_a_difference_stands_until_its_owner_settles_it():
    about = ("post", "post.reply", "K1", "amount_fen")
    first = note_difference(about=about, ours="100", theirs="99", owner_org_id=7, by=BY)
    again = note_difference(about=about, ours="100", theirs="98", owner_org_id=7, by=BY)

    assert first == again
    later = AT + timedelta(days=3)
    assert [(d.ours, d.theirs, d.age_days) for d in open_differences(later, owner_org_id=7)] == [
        ("100", "99", 3)
    ]
    with pytest.raises(NotFound):
        settle_difference(difference_id=first, owner_org_id=8, settlement="theirs", by=BY)
    with pytest.raises(BadInput):
        settle_difference(difference_id=first, owner_org_id=7, settlement=" ", by=BY)

    settle_difference(difference_id=first, owner_org_id=7, settlement="bank was right", by=BY)

    assert open_differences(later, owner_org_id=7) == []
    assert note_difference(about=about, ours="1", theirs="2", owner_org_id=7, by=BY) != first


def test_two_readers_of_one_name_are_refused(post):
    on_arrival("post", "post.reply")(lambda arrival, by: None)

    with pytest.raises(ValueError, match="two handlers"):
        on_arrival("post", "post.reply")(lambda arrival, by: None)
