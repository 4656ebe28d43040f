"""A small world for the public pages: two charities, projects in different states, money on its way."""

from dataclasses import dataclass
from datetime import timedelta

from qianshan.fundraising.api import PlanView, project_by_id
from qianshan.mechanisms.ledger.api import (
    Cost,
    GiftIn,
    Money,
    Payment,
    book_gifts,
    mark_confirmed,
    mark_paid,
    pay,
)
from tests.worlds.fundraising import listed_plan, submitted_plan
from tests.worlds.organisations import AT, House, by_system, later, office, qualified_charity


@dataclass(frozen=True)
class PublicWorld:
    """A charity with a plan that raises and spends, and one whose plan is not filed yet."""

    house: House
    plan: PlanView
    code: str


def gifts(fund_id: int, amounts: list[int], at=AT) -> None:
    """Book gifts of these amounts in fen on a fund."""
    rows = [
        GiftIn(
            ref=n,
            fund_id=fund_id,
            amount_fen=amount,
            channel="wechatpay",
            channel_txn_id=f"T{fund_id}-{n}-{at:%s}",
            paid_at=at - timedelta(minutes=n),
        )
        for n, amount in enumerate(amounts)
    ]
    book_gifts(gifts=rows, by=by_system(at))


def spend(fund_id: int, amount: int, tag: str, *, paid: bool, confirmed: bool) -> None:
    """Pay out of a fund, up to the step that is asked for."""
    made = pay(payment=Payment(fund_id, (Cost(tag, amount),), payee="tests"), by=by_system())
    if paid:
        mark_paid(outflow_ids=[made.id], paid_from=Money("1002", "b.out.aid"), by=by_system())
    if confirmed:
        mark_confirmed(outflow_id=made.id, by=by_system())


def public_world(filed_days_ago: int = 12, **changed: str) -> PublicWorld:
    """Received 5,000.00: 3,000.00 set aside, 2,400.00 paid, 1,500.00 confirmed, 100.00 of it cost."""
    registrar = office()
    house = qualified_charity(registrar, "黔山助学基金会")
    plan = listed_plan(house, registrar, at=later(-filed_days_ago), **changed)
    other = qualified_charity(registrar, "苗岭儿童关爱基金会")
    submitted_plan(other)
    gifts(plan.fund_id, [300_000, 100_000, 60_000, 40_000])
    spend(plan.fund_id, 150_000, "A1", paid=True, confirmed=True)
    spend(plan.fund_id, 80_000, "A1", paid=True, confirmed=False)
    spend(plan.fund_id, 60_000, "A1", paid=False, confirmed=False)
    spend(plan.fund_id, 10_000, "M2", paid=True, confirmed=False)
    return PublicWorld(house, plan, project_by_id(plan.project_id).code)
