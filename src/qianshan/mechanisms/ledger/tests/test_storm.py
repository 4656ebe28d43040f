"""Eight workers at once, workers that are killed, and workers that offer the same gifts: nothing is lost or doubled."""

import multiprocessing
import os
import random
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from qianshan.mechanisms.acts.api import Refusal
from qianshan.mechanisms.ledger.api import (
    GiftIn,
    Refund,
    Transfer,
    TransferKind,
    book_gifts,
    cancel,
    mark_paid,
    money_returned,
    refund,
    transfer,
)
from qianshan.mechanisms.ledger.models import Fund, Inflow, Outflow
from qianshan.mechanisms.ledger.tests.worlds import AT, BANK, BY, book, fund, spend, whole

WORKERS = 8


def _gifts(fund_ids, count, prefix):
    rng = random.Random(prefix)
    return [
        GiftIn(number, rng.choice(fund_ids), rng.randrange(1, 5_000), "wechat", f"{prefix}{number}", AT)
        for number in range(count)
    ]


def _random_step(rng, fund_ids, prefix):
    """One step of a worker; picks its objects without a lock, as requests do."""
    gifts = list(Inflow.objects.filter(kind="gift").order_by("?").values_list("pk", flat=True)[:1])
    outs = list(Outflow.objects.filter(kind="payment").order_by("?").values_list("pk", flat=True)[:1])
    a, b = rng.sample(fund_ids, 2)
    match rng.randrange(8):
        case 0 | 1:
            book_gifts(gifts=_gifts(fund_ids, 20, f"{prefix}-{rng.random()}"), by=BY)
        case 2 | 3:
            spend(a, rng.randrange(1, 9_000), rng.choice(("A1", "A1", "M3")))
        case 4 if gifts:
            refund(refund=Refund(gifts[0], rng.randrange(1, 2_000)), by=BY)
        case 5:
            transfer(transfer=Transfer(TransferKind.CHANGE_OF_USE, a, b, rng.randrange(1, 5_000)), by=BY)
        case 6 if outs:
            cancel(outflow_id=outs[0], by=BY)
        case 7 if outs:
            _pay_and_return(outs[0], rng)


def _pay_and_return(outflow_id, rng):
    mark_paid(outflow_ids=[outflow_id], paid_from=BANK, by=BY)
    money_returned(outflow_id=outflow_id, amount_fen=rng.randrange(1, 500), into=BANK, by=BY)


def _storm_worker(number, fund_ids, steps):
    rng = random.Random(number)
    done = refused = 0
    try:
        for step in range(steps):
            try:
                _random_step(rng, fund_ids, f"s{number}-{step}")
                done += 1
            except Refusal:
                refused += 1
    finally:
        connections.close_all()
    return done, refused


@pytest.mark.slow
def test_eight_workers_doing_everything_meet_no_deadlock_and_leave_the_books_whole(fresh_db):
    a_book = book()
    fund_ids = [fund(a_book.id, f"F{number}", q_bp=q) for number, q in enumerate((600, 0, 1200))]
    book_gifts(gifts=_gifts(fund_ids, 200, "first"), by=BY)

    with ThreadPoolExecutor(WORKERS) as pool:
        results = list(pool.map(lambda number: _storm_worker(number, fund_ids, 40), range(WORKERS)))

    assert sum(done for done, _ in results) > WORKERS * 40 // 2
    assert whole() == {}


def _offer(gifts, size):
    connections.close_all()
    for start in range(0, len(gifts), size):
        book_gifts(gifts=gifts[start : start + size], by=BY)
    connections.close_all()


@pytest.mark.slow
def test_killed_workers_lose_and_double_nothing(fresh_db):
    fund_ids = [fund(book().id, q_bp=600), fund(book().id)]
    gifts = _gifts(fund_ids, 2_000, "killed")
    rng = random.Random(7)
    kills = 0
    for _ in range(12):
        connection.close()
        worker = multiprocessing.get_context("fork").Process(target=_offer, args=(gifts, 100))
        worker.start()
        time.sleep(rng.uniform(0.02, 0.35))
        if worker.is_alive():
            os.kill(worker.pid, signal.SIGKILL)
            kills += 1
        worker.join()

    _offer(gifts, 500)

    assert kills >= 6
    assert Inflow.objects.count() == len(gifts)
    assert sum(Fund.objects.values_list("given", flat=True)) == sum(gift.amount_fen for gift in gifts)
    assert whole() == {}


@pytest.mark.slow
def test_workers_that_offer_the_same_gifts_book_each_once(fresh_db):
    fund_ids = [fund(book().id), fund(book().id, q_bp=600)]
    gifts = _gifts(fund_ids, 400, "same")

    def offer(seed):
        shuffled = random.Random(seed).sample(gifts, len(gifts))
        try:
            return [book_gifts(gifts=shuffled[start : start + 50], by=BY) for start in range(0, 400, 50)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        bookings = [one for result in pool.map(offer, range(4)) for one in result]

    assert sum(len(one.booked) for one in bookings) == 400
    assert {aside.reason for one in bookings for aside in one.set_aside} == {"already_booked"}
    assert whole() == {}
