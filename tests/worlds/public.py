"""A small world for the public pages: two charities, projects in different states, money on its way."""

from dataclasses import dataclass
from datetime import UTC, datetime

from qianshan.fundraising.api import PlanView, project_by_id
from qianshan.giving.api import NameChoice
from qianshan.mechanisms.ledger.api import Cost, Money, Payment, mark_confirmed, mark_paid, pay
from tests.worlds.fundraising import listed_plan, submitted_plan
from tests.worlds.giving import Giving, account_of
from tests.worlds.organisations import House, by_system, later, office, qualified_charity

GIVEN = datetime(2026, 12, 4, 6, 0, tzinfo=UTC)


@dataclass(frozen=True)
class PublicWorld:
    """A charity with a plan that raises and spends, and one whose plan is not filed yet."""

    house: House
    plan: PlanView
    code: str


def spend(fund_id: int, amount: int, tag: str, *, paid: bool, confirmed: bool) -> None:
    """Pay out of a fund, up to the step that is asked for."""
    made = pay(payment=Payment(fund_id, (Cost(tag, amount),), payee="tests"), by=by_system())
    if paid:
        mark_paid(outflow_ids=[made.id], paid_from=Money("1002", "b.out.aid"), by=by_system())
    if confirmed:
        mark_confirmed(outflow_id=made.id, by=by_system())


def public_world() -> PublicWorld:
    """Received 5,000.00: 3,000.00 set aside, 2,400.00 paid, 1,500.00 confirmed, 100.00 of it cost."""
    registrar = office()
    house = qualified_charity(registrar, "黔山助学基金会")
    plan = listed_plan(house, registrar, at=later(-12))
    other = qualified_charity(registrar, "苗岭儿童关爱基金会")
    submitted_plan(other)
    giving = Giving(registrar, house, plan, account_of(house))
    giving.given(300_000, at=GIVEN, name="李小文", name_choice=NameChoice.FULL, amount_shown=True)
    giving.given(100_000, at=GIVEN, name="王大明", name_choice=NameChoice.MASKED, amount_shown=True)
    giving.given(60_000, at=GIVEN)
    giving.given(40_000, at=GIVEN)
    spend(plan.fund_id, 150_000, "A1", paid=True, confirmed=True)
    spend(plan.fund_id, 80_000, "A1", paid=True, confirmed=False)
    spend(plan.fund_id, 60_000, "A1", paid=False, confirmed=False)
    spend(plan.fund_id, 10_000, "M2", paid=True, confirmed=False)
    return PublicWorld(house, plan, project_by_id(plan.project_id).code)
