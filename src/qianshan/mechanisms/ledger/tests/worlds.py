"""Small worlds of the ledger for tests, built through its commands."""

from datetime import UTC, datetime

from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.invariants import run_invariants
from qianshan.mechanisms.ledger.api import (
    Cost,
    FundKind,
    GiftIn,
    Money,
    NewFund,
    Payment,
    book_gifts,
    open_book,
    open_fund,
    pay,
)

AT = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
BY = Actor.job("tests", at=AT)
BANK = Money("1002", "b.out.aid")
OURS = (
    "tape.touch", "tape.overlap", "tape.used", "outflow.sum", "gift.sum", "fund.ties", "entry.zero", "gift.once",
    "gift.share", "use.live",
)  # fmt: skip
_counter = iter(range(10**9))


def book(organisation_id=None):
    return open_book(
        organisation_id=organisation_id or 1_000_000 + next(_counter),
        general_name="非限定资金",
        suspense_name="待定资金",
        by=BY,
    )


def fund(book_id, name="山区助学", q_bp=0, **more):
    return open_fund(book_id=book_id, fund=NewFund(name, q_bp=q_bp, **more), by=BY).id


def gift(fund_id, amount_fen, txn=None, **more):
    key = next(_counter)
    return GiftIn(key, fund_id, amount_fen, "wechat", txn or f"t{key}", AT, **more)


def give(fund_id, *amounts):
    """Book gifts one after another in one batch; returns their inflow ids."""
    booking = book_gifts(gifts=[gift(fund_id, amount) for amount in amounts], by=BY)
    assert not booking.set_aside
    return [one.inflow_id for one in booking.booked]


def spend(fund_id, amount_fen, tag="A1", **more):
    return pay(payment=Payment(fund_id, (Cost(tag, amount_fen),), **more), by=BY)


def parts(trace):
    """A trace as {(kind, outflow id): fen}."""
    sums = {}
    for part in trace.parts:
        sums[part.kind, part.outflow_id] = sums.get((part.kind, part.outflow_id), 0) + part.amount_fen
    return sums


def whole():
    """What is broken of the ledger's invariants, in words; empty when all is well."""
    return {
        name: [f"{one.where}: {one.words}" for one in found]
        for name, found in run_invariants(OURS).items()
        if found
    }


__all__ = ["AT", "BANK", "BY", "FundKind", "book", "fund", "gift", "give", "parts", "spend", "whole"]
