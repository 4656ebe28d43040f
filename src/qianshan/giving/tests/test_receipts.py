"""Receipts: asked, recorded, reversed in red; booked gifts fall into receipts, waivers and open requests."""

import pytest

from qianshan.giving import steps
from qianshan.giving.api import PayerKind, ReceiptWish, ask_back, check_receipt, gift, receipts_of
from qianshan.giving.arrivals import result_came
from qianshan.giving.commands.receipts import ask_again
from qianshan.giving.invariants import receipts_partition
from qianshan.giving.jobs import request_receipt, request_receipts, reverse_receipt
from qianshan.giving.models import Batch, GiftRefund, Receipt, ReceiptRequest
from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.calendar.clock import set_to
from qianshan.mechanisms.channels.api import RefundState, settle_refund
from qianshan.mechanisms.exchange.api import Arrival, BadFile
from qianshan.mechanisms.exchange.models import Difference, Outgoing
from qianshan.mechanisms.exchange.seals import open_payload
from qianshan.outside.fiscal_receipts.files import request_file
from sandbox.fiscal import work
from sandbox.frame import App, Fault
from tests.worlds.giving import GIVEN_AT, open_for_gifts

pytestmark = pytest.mark.django_db
WISH = ReceiptWish(PayerKind.PERSON, "李小㵲")
BY = Actor.job("exchange", at=GIVEN_AT)
FAULTS = ("slow", "twice", "wrong_amount", "wrong_payer", "no_pdf", "refuse")


@pytest.fixture(autouse=True)
def _on_that_day(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    with set_to(GIVEN_AT):
        yield


class Office:
    """The sandbox's office without its HTTP: requests in, packages out."""

    def __init__(self, folder):
        self.app = App(folder, base_url="http://127.0.0.1:0")
        self.app.store.schema(work.SCHEMA)
        self.app.faults.register(*(Fault(f"fiscal.{name}", name) for name in FAULTS))
        self.office = work.Office(self.app)
        self.office.drop = self
        self.packages = []

    def offer(self, _kind, name, content, *, after_seconds):
        self.packages.append((name, content))

    def answer(self, number):
        """Take our request of this number; hand back what the office lays ready."""
        payload = open_payload(bytes(Outgoing.objects.get(key=number).payload))
        self.office.take(*request_file(payload, GIVEN_AT))
        for name, content in self.packages:
            result_came(Arrival("fiscal", "fiscal.result", name, content, GIVEN_AT), BY)
        self.packages.clear()


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


def _given(world, amount_fen=10_000):
    code = world.given(amount_fen, phone="13812345678", receipt=WISH)
    request_receipts(batch_id=Batch.objects.latest("id").pk)
    return code, ReceiptRequest.objects.latest("id").number


def _refund(code, amount_fen):
    number = ask_back(code=code, amount_fen=amount_fen, reason="", by=BY)
    row = GiftRefund.objects.get(number=number)
    settle_refund(refund_id=row.channel_refund_id, state=RefundState.DONE, by=BY)
    steps.finish_refunds(GIVEN_AT)


def _lines(code):
    return [(one.state, one.amount_fen) for one in receipts_of(gift(code).id)]


def test_a_receipt_is_asked_issued_and_found_by_all_four(office):
    code, number = _given(open_for_gifts())
    assert _lines(code) == [("sent", 10_000)]

    office.answer(number)

    [one] = receipts_of(gift(code).id)
    assert (one.state, len(one.code), len(one.number), len(one.check_code)) == ("issued", 8, 10, 6)
    assert check_receipt(one.code, one.number, one.check_code, 10_000) is not None
    assert check_receipt(one.code, one.number, one.check_code, 9_999) is None
    assert check_receipt(one.code, one.number, "zzzzzz", 10_000) is None
    assert receipts_partition() == []


def test_asking_twice_sends_once(office):
    _code, number = _given(open_for_gifts())

    request_receipts(batch_id=Batch.objects.latest("id").pk)

    assert Outgoing.objects.filter(key=number).count() == 1


def test_a_result_that_comes_twice_is_one_receipt(office):
    _code, number = _given(open_for_gifts())
    office.app.faults.switch("fiscal.twice")

    office.answer(number)

    assert Receipt.objects.count() == 1


def test_a_part_given_back_reverses_the_receipt_and_asks_for_the_rest(office):
    code, number = _given(open_for_gifts())
    office.answer(number)

    _refund(code, 4_000)
    request = ReceiptRequest.objects.get(number=number)
    assert _lines(code) == [("reversing", 10_000)]
    reverse_receipt(request_id=request.pk)
    office.answer(number + "-R")

    assert _lines(code) == [("requested", 6_000), ("reversed", 10_000)]
    red = Receipt.objects.get(reverses__isnull=False)
    assert (red.amount_fen, red.reverses.request_id) == (-10_000, request.pk)
    fresh = ReceiptRequest.objects.latest("id")
    request_receipt(request_id=fresh.pk)
    office.answer(fresh.number)
    assert _lines(code) == [("issued", 6_000), ("reversed", 10_000)]
    assert receipts_partition() == []


def test_a_gift_given_back_wholly_has_no_receipt_left(office):
    code, number = _given(open_for_gifts())
    office.answer(number)

    _refund(code, 10_000)
    reverse_receipt(request_id=ReceiptRequest.objects.get(number=number).pk)
    office.answer(number + "-R")

    assert _lines(code) == [("reversed", 10_000)]
    assert receipts_partition() == []


def test_a_gift_given_back_while_the_receipt_is_made_is_reversed_on_arrival(office):
    code, number = _given(open_for_gifts())
    _refund(code, 1_000)

    office.answer(number)

    assert _lines(code) == [("reversing", 10_000)]


def test_a_gift_given_back_before_the_request_left_lowers_it(office):
    world = open_for_gifts()
    code = world.given(10_000, phone="13812345678", receipt=WISH)

    _refund(code, 1_000)

    assert _lines(code) == [("requested", 9_000), ("dropped", 10_000)]
    assert receipts_partition() == []


@pytest.mark.parametrize(("fault", "field"), [("wrong_amount", "total"), ("wrong_payer", "payer")])
def test_a_receipt_that_is_not_what_was_asked_is_a_difference(office, fault, field):
    code, number = _given(open_for_gifts())
    office.app.faults.switch(f"fiscal.{fault}")

    office.answer(number)

    assert _lines(code) == [("sent", 10_000)]
    difference = Difference.objects.get()
    assert (difference.key, difference.field) == (number, field)
    assert "李小㵲" not in difference.ours + difference.theirs
    assert receipts_partition() == []


def test_a_refused_request_tells_why_and_can_be_asked_again(office):
    code, number = _given(open_for_gifts())
    office.app.faults.switch("fiscal.refuse", value="0201", times=1)

    office.answer(number)

    [one] = receipts_of(gift(code).id)
    assert (one.state, one.failure[:4]) == ("failed", "0201")
    assert ask_again(request_id=one.request_id, by=BY)
    assert _lines(code) == [("requested", 10_000), ("dropped", 10_000)]
    assert receipts_partition() == []


def test_an_answer_to_nobodys_request_is_set_aside(office):
    _code, number = _given(open_for_gifts())
    payload = open_payload(bytes(Outgoing.objects.get(key=number).payload)) | {"request": "PJ000000000000"}
    office.office.take(*request_file(payload, GIVEN_AT))
    [(name, content)] = office.packages

    with pytest.raises(BadFile, match="nobody"):
        result_came(Arrival("fiscal", "fiscal.result", name, content, GIVEN_AT), BY)


def test_the_partition_names_what_is_missing(office):
    code, _number = _given(open_for_gifts())

    from qianshan.mechanisms.acts.api import command, subject
    from qianshan.mechanisms.acts.door import COMMANDS

    @command("tests.drop")
    def drop(*, by):
        subject("tests.thing", 1)
        ReceiptRequest.objects.update(state="dropped")

    drop(by=BY)
    COMMANDS.pop("tests.drop")

    assert [broken.where for broken in receipts_partition()] == [f"giving.gift {code}"]
