"""A fund that has lived: a million gifts, payments from both lanes, refunds; made through the product's commands."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.ledger_world import BY, book_in_full, charity, gifts
from qianshan.mechanisms.acts.api import Actor, Refusal, command, subject
from qianshan.mechanisms.ledger.api import (
    Cost,
    Payment,
    Refund,
    Transfer,
    TransferKind,
    fund_figures,
    pay,
    refund,
    transfer,
)

BATCH = 5_000


@command("benchmarks.spend")
def spend_round(*, fund_id: int, programme: int, cost: int, by: Actor) -> int:
    """Pay so many orders of each lane, together about half of what is free; returns how many were paid."""
    figures = fund_figures(fund_id)
    for tag, orders, free in (("A1", programme, figures.free_programme), ("M3", cost, figures.free_cost)):
        for _ in range(orders):
            pay(payment=Payment(fund_id, (Cost(tag, max(1, free // (2 * orders))),), payee="payee"), by=by)
    subject("benchmarks.life", fund_id)
    return programme + cost


@command("benchmarks.refunds")
def refund_round(*, gift_ids: list[int], by: Actor) -> int:
    """Give back a part of each of these gifts that has fen left; returns how many were."""
    done = 0
    for number, gift_id in enumerate(gift_ids):
        try:
            done += len(refund(refund=Refund(gift_id, 20 + number % 60), by=by))
        except Refusal:
            continue
    subject("benchmarks.life", "refunds")
    return done


@command("benchmarks.move")
def move_on(*, first: int, second: int, third: int, by: Actor) -> None:
    """Move half of what is free from the first fund to the second, half of that on to the third, and pay there."""
    for source, target in ((first, second), (second, third)):
        half = max(1, fund_figures(source).free_programme // 2)
        transfer(transfer=Transfer(TransferKind.CHANGE_OF_USE, source, target, half), by=by)
    for fund_id in (second, third):
        for _ in range(10):
            due = max(1, fund_figures(fund_id).free_programme // 20)
            pay(payment=Payment(fund_id, (Cost("A1", due),)), by=by)
    subject("benchmarks.life", first)


@dataclass(frozen=True)
class Life:
    """How much happens to a fund; 15 % of the payments are cost. `then` ends each round."""

    gifts: int = 1_000_000
    payments: int = 2_000
    refunds: int = 5_000
    rounds: int = 20
    then: Callable[[], object] = lambda: None


def live(fund_id: int, life: Life) -> list[int]:
    """Let a fund live; the gifts' inflow ids."""
    rng = random.Random(3)
    inflow_ids: list[int] = []
    each = life.gifts // life.rounds
    for _ in range(life.rounds):
        fresh: list[int] = []
        for _ in range(each // BATCH):
            fresh += [one.inflow_id for one in book_in_full(batch=gifts([fund_id], BATCH), by=BY).booked]
        inflow_ids += fresh
        spend_round(
            fund_id=fund_id,
            programme=life.payments * 85 // 100 // life.rounds,
            cost=life.payments * 15 // 100 // life.rounds,
            by=BY,
        )
        refund_round(gift_ids=rng.sample(fresh[len(fresh) // 2 :], life.refunds // life.rounds), by=BY)
        life.then()
    return inflow_ids


def fresh_fund() -> int:
    return charity()[0]
