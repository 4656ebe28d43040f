"""The bank's results: in parts, twice, late, contradicting; rejected lines are cancelled and told."""

from datetime import date, timedelta

import pytest

from qianshan.mechanisms.acts.api import BadInput, NotFound, WrongState
from qianshan.mechanisms.exchange.api import open_differences, parcel
from qianshan.mechanisms.exchange.models import Outgoing
from qianshan.mechanisms.exchange.seals import open_payload
from qianshan.mechanisms.ledger.api import book_of, close_books_until, fund_figures, outflow
from qianshan.mechanisms.notices.models import Notice
from qianshan.mechanisms.translog.models import Leaf
from qianshan.spending.api import cancel_order, send_batch, sign_first, sign_second
from qianshan.spending.commands.batches import note_fate
from qianshan.spending.commands.results import LineResult, take_result
from qianshan.spending.models import Recipient
from tests.worlds.organisations import AT, by_system, later, office, qualified_charity
from tests.worlds.spending import order, purse

ACCOUNT = "6222021234567890"
NEXT_DAY = by_system(AT + timedelta(days=1))


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path


@pytest.fixture
def money(db):
    registrar = office()
    return purse(qualified_charity(registrar), registrar)


@pytest.fixture
def sent(money):
    """Three orders of 1,000.00, 2,000.00 and 30.00 in one batch at the bank."""
    codes = [money.reserved(100_000), money.reserved(200_000), money.reserved(3_000)]
    return send_batch(codes=codes, by=money.cashier.at()), codes


def _paid(code, amount, txn="TX1", on=date(2026, 11, 25), account=ACCOUNT):
    return LineResult(code, account, amount, "S", txn, on)


def _failed(code, amount):
    return LineResult(code, ACCOUNT, amount, "F", reason_code="0103", reason="账户冻结")


def _take(batch, *lines, by=NEXT_DAY):
    return take_result(batch_code=batch, lines=lines, by=by)


def test_a_batch_goes_to_the_outbox_with_names_and_numbers_sealed(money, sent):
    batch, codes = sent

    row = Outgoing.objects.get(key=batch)
    assert ACCOUNT.encode() not in bytes(row.payload)
    payload = open_payload(bytes(row.payload))
    assert [line["ref"] for line in payload["lines"]] == codes
    assert payload["lines"][0]["payee_account"] == ACCOUNT
    assert payload["payer_account"] == "1101040000002065"
    assert parcel("bank", "bank.batch", batch).state == "waiting"
    assert {order(code).state for code in codes} == {"sent"}


def test_a_partly_rejected_batch_is_booked_line_by_line(money, sent):
    batch, codes = sent

    done = _take(
        batch, _paid(codes[0], 100_000), _failed(codes[1], 200_000), LineResult(codes[2], ACCOUNT, 3_000, "P")
    )

    assert done == {"paid": 1, "failed": 1, "known": 0, "different": 0}
    assert [order(code).state for code in codes] == ["paid", "failed", "sent"]
    assert order(codes[0]).paid_on == date(2026, 11, 25)
    assert order(codes[1]).ended_words == "0103 账户冻结"
    assert outflow(order(codes[1]).outflow_id).state == "cancelled"
    figures = fund_figures(money.plan.fund_id)
    assert (figures.reserved, figures.paid) == (103_000, 100_000)


def test_a_rejected_line_is_told_to_who_drafted_it_and_logged_nowhere_as_paid(money, sent):
    batch, codes = sent

    _take(batch, _failed(codes[1], 200_000), _paid(codes[0], 100_000))

    told = Notice.objects.filter(template="spending.bank_failed")
    assert [row.person_id for row in told] == [money.drafter.person_id]
    assert list(Leaf.objects.filter(kind="payment.paid").values_list("key", flat=True)) == [codes[0]]


def test_the_same_result_twice_changes_nothing(money, sent):
    batch, codes = sent
    lines = (_paid(codes[0], 100_000), _failed(codes[1], 200_000))

    _take(batch, *lines)
    before = fund_figures(money.plan.fund_id)
    done = _take(batch, *lines)

    assert done == {"paid": 0, "failed": 0, "known": 2, "different": 0}
    assert fund_figures(money.plan.fund_id) == before
    assert Notice.objects.filter(template="spending.bank_failed").count() == 1


def test_a_late_part_completes_the_batch(money, sent):
    batch, codes = sent
    _take(batch, _paid(codes[0], 100_000), LineResult(codes[2], ACCOUNT, 3_000, "P"))

    _take(batch, _paid(codes[2], 3_000, "TX3", date(2026, 12, 2)), by=by_system(later(9)))

    assert order(codes[2]).paid_on == date(2026, 12, 2)
    assert fund_figures(money.plan.fund_id).paid == 103_000


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (lambda code: _paid(code, 99_999), "amount_fen"),
        (lambda code: _paid(code, 100_000, account="6222021234567891"), "account"),
    ],
)
def test_what_is_not_our_order_is_a_difference_and_pays_nothing(money, sent, line, field):
    batch, codes = sent

    done = _take(batch, line(codes[0]), _paid(codes[1], 200_000))

    assert done == {"paid": 1, "failed": 0, "known": 0, "different": 1}
    assert order(codes[0]).state == "sent"
    found = open_differences(later(3), owner_org_id=money.house.organisation_id)
    assert [(one.key, one.field, one.age_days) for one in found] == [(codes[0], field, 2)]


def test_paid_is_final_and_a_contradiction_has_an_owner(money, sent):
    batch, codes = sent
    _take(batch, _paid(codes[0], 100_000), _failed(codes[1], 200_000))

    _take(batch, _failed(codes[0], 100_000), _paid(codes[1], 200_000, "TX9"), _paid(codes[0], 100_000, "TX8"))

    assert [order(code).state for code in codes[:2]] == ["paid", "failed"]
    found = open_differences(later(1), owner_org_id=money.house.organisation_id)
    assert {(one.key, one.field, one.ours, one.theirs) for one in found} == {
        (codes[0], "state", "S", "F"),
        (codes[1], "state", "F", "S"),
        (codes[0], "bank_txn", "TX1", "TX8"),
    }


def test_a_line_that_nobody_sent_is_a_difference(money, sent):
    batch, _codes = sent
    stranger = money.reserved(5_000)

    _take(batch, _paid(stranger, 5_000), _paid("FK0000000000000", 1))

    assert order(stranger).state == "reserved"
    assert len(open_differences(later(1), owner_org_id=money.house.organisation_id)) == 2


def test_a_batch_that_nobody_sent_is_refused(money):
    with pytest.raises(NotFound):
        _take("PL000000000000")


def test_a_rejection_after_the_month_is_closed_goes_to_the_accountant(money, sent):
    batch, codes = sent
    close_books_until(book_id=_book(money), day=date(2026, 11, 30), by=by_system(later(10)))

    done = _take(batch, _failed(codes[0], 100_000), by=by_system(later(11)))

    assert done["failed"] == 0
    assert order(codes[0]).state == "sent"
    assert [d.field for d in open_differences(later(12), owner_org_id=money.house.organisation_id)] == [
        "period"
    ]


def _book(money):
    return book_of(money.house.organisation_id)


def test_a_refused_batch_gives_its_orders_back(money, sent):
    batch, codes = sent

    note_fate(code=batch, their_ref="", refusal="超过当日限额", by=NEXT_DAY)
    note_fate(code=batch, their_ref="", refusal="超过当日限额", by=NEXT_DAY)

    assert {order(code).state for code in codes} == {"reserved"}
    again = send_batch(codes=codes, by=money.cashier.at())
    assert again != batch
    note_fate(code=again, their_ref="BK1", refusal="", by=NEXT_DAY)
    assert {order(code).state for code in codes} == {"sent"}


def test_an_order_goes_into_one_batch_and_is_not_cancelled_there(money, sent):
    _, codes = sent

    with pytest.raises(BadInput):
        send_batch(codes=codes[:1], by=money.cashier.at())
    with pytest.raises(WrongState):
        cancel_order(code=codes[0], version=3, reason="x", by=money.approver.at())
    with pytest.raises(BadInput):
        send_batch(codes=[], by=money.cashier.at())


def test_a_paid_order_asks_its_recipients_by_their_own_phones(money, sent):
    batch, codes = sent

    _take(batch, _paid(codes[0], 100_000))

    asked = Recipient.objects.filter(order__code=codes[0])
    assert {row.state for row in asked} == {"asked"}
    assert {row.state for row in Recipient.objects.exclude(order__code=codes[0])} == {"waiting"}
    assert Notice.objects.filter(template="spending.ask").count() == 2


def test_a_rejected_order_is_drafted_anew_with_its_invoice(money, sent):
    batch, codes = sent
    _take(batch, _failed(codes[0], 100_000))

    code = money.drafted(100_000)
    sign_first(code=code, version=1, account_checked=True, by=money.accountant.at())
    sign_second(code=code, version=2, reason="", by=money.approver.at())

    assert order(code).state == "reserved"
