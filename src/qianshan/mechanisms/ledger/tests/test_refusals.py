"""What each operation refuses, in words and with the figure that remains; nothing is written then."""

from datetime import date, timedelta

import pytest

from qianshan.mechanisms.acts.api import Actor, BadInput, NotFound, Refusal, WrongState
from qianshan.mechanisms.ledger.api import (
    AlreadyLeft,
    Cost,
    FlowedOn,
    FundForbids,
    FundKind,
    GiftIn,
    Income,
    InflowKind,
    LaneTooShort,
    MixedLanes,
    Money,
    NewFund,
    NoSuchFund,
    NoSuchGift,
    NoSuchOutflow,
    NotEnough,
    OutflowKind,
    Payment,
    PeriodClosed,
    Refund,
    Transfer,
    TransferKind,
    book_gifts,
    cancel,
    close_books_until,
    close_fund,
    freeze_fund,
    fund_figures,
    mark_confirmed,
    mark_paid,
    money_returned,
    open_fund,
    outflow,
    pay,
    receive,
    refund,
    set_share,
    settle_asset,
    settlements,
    thaw_fund,
    trace_gift,
    transfer,
    transfer_back,
)
from qianshan.mechanisms.ledger.locks import LockOrder, lock_funds
from qianshan.mechanisms.ledger.models import Entry, Inflow
from qianshan.mechanisms.ledger.tests.worlds import AT, BANK, BY, book, fund, gift, give, spend, whole

pytestmark = pytest.mark.django_db
LATER = Actor.job("tests", at=AT + timedelta(days=40))


@pytest.fixture
def a_book():
    return book()


@pytest.fixture
def f(a_book):
    return fund(a_book.id, q_bp=600)


def _nothing_written(f, before):
    return fund_figures(f) == before and whole() == {}


@pytest.mark.parametrize(
    ("payment", "refusal"),
    [
        ({"costs": ()}, BadInput),
        ({"costs": (Cost("A1", 0),)}, BadInput),
        ({"costs": (Cost("Z9", 5),)}, BadInput),
        ({"costs": (Cost("A1", 5), Cost("M3", 5))}, MixedLanes),
        ({"costs": (Cost("A1", 941),)}, LaneTooShort),
        ({"costs": (Cost("B1", 61),)}, LaneTooShort),
        ({"costs": (Cost("A3", 5),), "kind": OutflowKind.ASSET}, BadInput),
        ({"costs": (Cost("A3", 5, "1122"),)}, BadInput),
        ({"costs": (Cost("A1", 5),), "kind": OutflowKind.REFUND}, BadInput),
    ],
)
def test_a_payment_is_refused(f, payment, refusal):
    give(f, 1_000)
    before = fund_figures(f)

    with pytest.raises(refusal):
        pay(payment=Payment(f, **payment), by=BY)

    assert _nothing_written(f, before)


def test_the_last_fen_of_a_lane_can_be_paid_and_not_one_more(f):
    give(f, 1_000)

    spend(f, 940)
    spend(f, 60, "M3")

    with pytest.raises(LaneTooShort) as refused:
        spend(f, 1)
    assert refused.value.remaining_fen == 0


def test_a_closed_frozen_or_early_fund_pays_nothing(a_book):
    frozen = fund(a_book.id, "frozen")
    early = fund(a_book.id, "early", usable_from=date(2026, 3, 11))
    give(frozen, 10)
    give(early, 10)
    freeze_fund(fund_id=frozen, by=BY)

    for fund_id in (frozen, early):
        with pytest.raises(FundForbids):
            spend(fund_id, 5)
    thaw_fund(fund_id=frozen, by=BY)
    spend(frozen, 5)
    pay(payment=Payment(early, (Cost("A1", 5),), on=date(2026, 3, 11)), by=BY)


def test_a_fund_closes_when_it_is_empty_and_late_gifts_find_their_way(a_book, f):
    to, lone = fund(a_book.id, "to"), fund(a_book.id, "lone")
    give(f, 10)
    with pytest.raises(FundForbids):
        close_fund(fund_id=f, by=BY)
    with pytest.raises(FundForbids):
        close_fund(fund_id=a_book.general_fund_id, by=BY)
    transfer(transfer=Transfer(TransferKind.SURPLUS, f, to), by=BY)
    close_fund(fund_id=f, successor_id=to, by=BY)
    close_fund(fund_id=lone, by=BY)

    booking = book_gifts(gifts=[gift(f, 5), gift(lone, 7)], by=BY)

    assert {one.fund_id for one in booking.booked} == {to, a_book.suspense_fund_id}
    with pytest.raises(FundForbids):
        receive(income=Income(f, InflowKind.GRANT, 5, Money("1002", "b.in.grant")), by=BY)
    assert whole() == {}


def test_bad_gifts_are_set_aside_with_their_reasons_and_hold_up_nobody(f):
    give_first = gift(f, 5, "same")
    book_gifts(gifts=[give_first], by=BY)

    booking = book_gifts(
        gifts=[
            gift(10**12, 5),
            gift(f, 0),
            gift(f, 5, "same"),
            gift(f, 9, "tab\tand\\slash"),
            gift(f, 8, "twice"),
            gift(f, 8, "twice"),
        ],
        by=BY,
    )

    assert [one.amount_fen for one in booking.booked] == [9, 8]
    assert sorted(one.reason for one in booking.set_aside) == [
        "already_booked",
        "already_booked",
        "amount_not_positive",
        "fund_unknown",
    ]
    assert Inflow.objects.filter(channel_txn_id="tab\tand\\slash").exists()
    assert whole() == {}


def test_what_left_the_bank_is_not_cancelled_but_returned(f):
    give(f, 1_000)
    out = spend(f, 500)
    mark_paid(outflow_ids=[out.id], paid_from=BANK, by=BY)

    with pytest.raises(AlreadyLeft):
        cancel(outflow_id=out.id, by=BY)
    with pytest.raises(NotEnough) as refused:
        money_returned(outflow_id=out.id, amount_fen=501, into=BANK, by=BY)
    assert refused.value.remaining_fen == 500
    mark_confirmed(outflow_id=out.id, by=BY)
    money_returned(outflow_id=out.id, amount_fen=200, into=BANK, by=BY)
    money_returned(outflow_id=out.id, amount_fen=300, into=BANK, by=BY)
    with pytest.raises(NotEnough):
        money_returned(outflow_id=out.id, amount_fen=1, into=BANK, by=BY)

    figures = fund_figures(f)
    assert (figures.reserved, figures.paid, figures.confirmed, figures.free_programme) == (0, 0, 0, 940)
    assert outflow(out.id).returned_fen == 500
    assert whole() == {}


def test_the_states_of_a_payment_follow_one_another(f):
    give(f, 1_000)
    out = spend(f, 500)

    with pytest.raises(WrongState):
        mark_confirmed(outflow_id=out.id, by=BY)
    with pytest.raises(WrongState):
        money_returned(outflow_id=out.id, amount_fen=1, into=BANK, by=BY)
    mark_paid(outflow_ids=[out.id], paid_from=BANK, by=BY)
    with pytest.raises(WrongState):
        mark_paid(outflow_ids=[out.id], paid_from=BANK, by=BY)
    mark_confirmed(outflow_id=out.id, by=BY)
    with pytest.raises(WrongState):
        mark_confirmed(outflow_id=out.id, by=BY)


def test_a_payment_booked_and_paid_at_once_by_mistake_is_taken_back_whole(f):
    give(f, 1_000)
    out = spend(f, 500, owed_to=BANK)

    cancel(outflow_id=out.id, by=BY)

    assert (fund_figures(f).reserved, fund_figures(f).paid, fund_figures(f).free) == (0, 0, 1_000)
    assert whole() == {}


def test_a_cancelled_payment_is_not_cancelled_again(f):
    give(f, 1_000)
    out = spend(f, 500)
    cancel(outflow_id=out.id, by=BY)

    with pytest.raises(Refusal):
        cancel(outflow_id=out.id, by=BY)


def test_a_refund_waits_for_the_channel_and_is_taken_back_when_it_says_no(f):
    [one] = give(f, 1_000)
    [back] = refund(refund=Refund(one, 400), by=BY)
    assert outflow(back.id).state == "reserved"

    cancel(outflow_id=back.id, by=BY)
    [again] = refund(refund=Refund(one, 1_000), by=BY)
    mark_paid(outflow_ids=[again.id], paid_from=Money("1009", "b.in.donation", "wechat"), by=BY)

    assert fund_figures(f).refunded == 1_000
    with pytest.raises(NotEnough):
        refund(refund=Refund(one, 1), by=BY)
    assert whole() == {}


@pytest.mark.parametrize("amount", [0, -5])
def test_a_refund_of_nothing_is_refused(f, amount):
    [one] = give(f, 100)

    with pytest.raises(BadInput):
        refund(refund=Refund(one, amount), by=BY)


def test_unknown_objects_are_not_found(f):
    with pytest.raises(NoSuchFund):
        spend(10**12, 5)
    with pytest.raises(NoSuchOutflow):
        cancel(outflow_id=10**12, by=BY)
    with pytest.raises(NoSuchGift):
        refund(refund=Refund(10**12, 5), by=BY)
    with pytest.raises(NoSuchGift):
        trace_gift(10**12)


def test_the_boards_own_money_becomes_restricted_only_by_law_or_giver(a_book, f):
    give(a_book.general_fund_id, 100)
    order = Transfer(TransferKind.RESTRICT, a_book.general_fund_id, f, 50)

    with pytest.raises(FundForbids):
        transfer(transfer=order, by=BY)
    transfer(
        transfer=Transfer(TransferKind.RESTRICT, a_book.general_fund_id, f, 50, reason_ref="CL56"), by=BY
    )

    assert whole() == {}


def test_transfers_that_do_not_fit_are_refused(a_book, f):
    give(f, 100)
    elsewhere = fund(book().id)

    for order in (
        Transfer(TransferKind.SURPLUS, f, elsewhere, 5),
        Transfer(TransferKind.SURPLUS, f, f, 5),
        Transfer(TransferKind.RELEASE, f, fund(a_book.id), 5),
        Transfer(TransferKind.LEFTOVER, f, a_book.general_fund_id, 5),
        Transfer(TransferKind.CHARGE_OVER, f, a_book.general_fund_id, 5, costs=(Cost("M3", 4),)),
        Transfer(TransferKind.CHARGE_OVER, f, a_book.general_fund_id, 5, costs=(Cost("A1", 5),)),
        Transfer(TransferKind.BACK, f, fund(a_book.id), 5),
    ):
        with pytest.raises(BadInput):
            transfer(transfer=order, by=BY)


def test_cost_paid_early_by_free_money_is_charged_over_later(a_book, f):
    u = a_book.general_fund_id
    give(u, 500)
    spend(u, 50, "M3")
    give(f, 1_000)

    transfer(transfer=Transfer(TransferKind.CHARGE_OVER, f, u, 50, costs=(Cost("M3", 50),)), by=BY)

    assert (fund_figures(f).free_cost, fund_figures(u).free) == (10, 500)
    assert whole() == {}


def test_a_transfer_is_undone_only_while_its_fen_are_free(a_book, f):
    to = fund(a_book.id, "to")
    give(f, 100)
    moved = transfer(transfer=Transfer(TransferKind.SURPLUS, f, to, 40), by=BY)
    with pytest.raises(FlowedOn):
        cancel(outflow_id=moved.id, by=BY)
    out = spend(to, 5)
    with pytest.raises(FlowedOn):
        transfer_back(outflow_id=moved.id, by=BY)
    cancel(outflow_id=out.id, by=BY)

    transfer_back(outflow_id=moved.id, by=BY)

    assert (fund_figures(f).free, fund_figures(to).free) == (100, 0)
    with pytest.raises(WrongState):
        transfer_back(outflow_id=out.id, by=BY)
    assert whole() == {}


def test_a_closed_month_takes_no_entry_and_late_gifts_are_booked_today(a_book, f):
    give(f, 100)
    out = spend(f, 5)
    close_books_until(book_id=a_book.id, day=date(2026, 3, 31), by=LATER)

    with pytest.raises(PeriodClosed):
        pay(payment=Payment(f, (Cost("A1", 5),), on=date(2026, 3, 31)), by=LATER)
    with pytest.raises(AlreadyLeft):
        cancel(outflow_id=out.id, by=LATER)
    with pytest.raises(BadInput):
        close_books_until(book_id=a_book.id, day=date(2026, 2, 28), by=LATER)
    booking = book_gifts(gifts=[gift(f, 7)], by=LATER)

    entry = Entry.objects.get(pk=booking.entry_ids[0])
    assert (entry.booked_on, entry.happened_on) == (date(2026, 4, 19), date(2026, 3, 10))
    assert whole() == {}


def test_an_advance_is_settled_in_costs_of_its_lane_and_no_further(f):
    give(f, 1_000)
    advance = pay(payment=Payment(f, (Cost("A3", 300, "1122"),), kind=OutflowKind.ASSET, owed_to=BANK), by=BY)

    with pytest.raises(MixedLanes):
        settle_asset(outflow_id=advance.id, costs=[Cost("M3", 10)], by=BY)
    with pytest.raises(NotEnough) as refused:
        settle_asset(outflow_id=advance.id, costs=[Cost("A3", 301)], by=BY)
    assert refused.value.remaining_fen == 300
    settle_asset(outflow_id=advance.id, costs=[Cost("A3", 260)], by=BY)
    with pytest.raises(NotEnough):
        money_returned(outflow_id=advance.id, amount_fen=41, into=BANK, by=BY)
    money_returned(outflow_id=advance.id, amount_fen=40, into=BANK, by=BY)

    assert [(tag, fen) for _, tag, fen in settlements(advance.id)] == [("A3", 260)]
    with pytest.raises(WrongState):
        settle_asset(outflow_id=spend(f, 5).id, costs=[Cost("A3", 5)], by=BY)
    assert whole() == {}


def test_money_that_comes_back_in_a_later_year_is_income(f):
    give(f, 1_000)
    out = spend(f, 60, "M3", owed_to=BANK)
    next_year = Actor.job("tests", at=AT.replace(year=2027))

    money_returned(outflow_id=out.id, amount_fen=60, into=BANK, by=next_year)

    assert fund_figures(f).free_cost == 60
    assert whole() == {}


def test_shares_are_below_the_whole_and_free_money_has_none(a_book, f):
    for fund_id, q_bp in ((f, 10_000), (f, -1), (a_book.general_fund_id, 600)):
        with pytest.raises(BadInput):
            set_share(fund_id=fund_id, q_bp=q_bp, by=BY)
    with pytest.raises(BadInput):
        open_fund(book_id=a_book.id, fund=NewFund("x", FundKind.UNRESTRICTED, q_bp=600), by=BY)
    with pytest.raises(NotFound):
        open_fund(book_id=10**12, fund=NewFund("x"), by=BY)


def test_a_gift_whose_agreement_forbids_cost_lies_on_programme_alone(f):
    one, two = (gift(f, 1_000, no_cost=True), gift(f, 1_000))

    booked = book_gifts(gifts=[one, two], by=BY).booked

    assert [gift.cost_fen for gift in booked] == [0, 60]


def test_a_grant_may_grant_overhead_and_interest_may_not(f):
    receive(income=Income(f, InflowKind.GRANT, 100, BANK_IN, cost_fen=10), by=BY)

    assert (fund_figures(f).free_cost, fund_figures(f).free_programme) == (10, 90)
    for income in (
        Income(f, InflowKind.INTEREST, 100, BANK_IN, cost_fen=10),
        Income(f, InflowKind.GRANT, 0, BANK_IN),
        Income(f, InflowKind.GIFT, 5, BANK_IN),
    ):
        with pytest.raises(BadInput):
            receive(income=income, by=BY)
    assert whole() == {}


BANK_IN = Money("1002", "b.in.grant")


def test_a_program_that_locks_funds_out_of_order_is_told(f, a_book):
    from qianshan.mechanisms.acts.api import command, subject

    @command("tests.out_of_order")
    def out_of_order(*, by):
        subject("tests.order", 1)
        lock_funds([f])
        lock_funds([a_book.general_fund_id])

    with pytest.raises(LockOrder):
        out_of_order(by=BY)


def test_a_gift_of_one_fen_lies_on_one_lane(f):
    cost = [one.cost_fen for one in book_gifts(gifts=[gift(f, 1) for _ in range(50)], by=BY).booked]

    assert sum(cost) == 3
    assert set(cost) == {0, 1}


def test_gift_in_needs_no_more_than_what_a_channel_tells(f):
    one = GiftIn("order-1", f, 10, "wechat", "42000", AT)

    assert book_gifts(gifts=[one], by=BY).booked[0].ref == "order-1"
