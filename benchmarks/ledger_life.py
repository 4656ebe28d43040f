"""A fund that has lived: a million gifts, payments from both lanes, refunds; made through the product's commands."""

import random

from benchmarks.ledger_world import BY, book_in_full, charity, gifts
from qianshan.mechanisms.acts.api import Actor, Refusal, command, subject
from qianshan.mechanisms.ledger.api import Cost, Payment, Refund, fund_figures, pay, refund

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


def live(
    fund_id: int, *, million: int = 1_000_000, payments: int = 2_000, refunds: int = 5_000, rounds: int = 20
) -> list[int]:
    """Let a fund live through so many gifts, payments (15 % of them cost) and refunds; the gifts' inflow ids."""
    rng = random.Random(3)
    inflow_ids: list[int] = []
    each = million // rounds
    for _ in range(rounds):
        fresh: list[int] = []
        for _ in range(each // BATCH):
            fresh += [one.inflow_id for one in book_in_full(batch=gifts([fund_id], BATCH), by=BY).booked]
        inflow_ids += fresh
        spend_round(
            fund_id=fund_id,
            programme=payments * 85 // 100 // rounds,
            cost=payments * 15 // 100 // rounds,
            by=BY,
        )
        refund_round(gift_ids=rng.sample(fresh[len(fresh) // 2 :], refunds // rounds), by=BY)
    return inflow_ids


def fresh_fund() -> int:
    return charity()[0]
