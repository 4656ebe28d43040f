"""The world of the chaos run: one charity, one open plan, its merchant at the sandbox, its budget and people."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from qianshan.fundraising.api import PlanView
from qianshan.mechanisms.calendar.clock import date_of
from qianshan.mechanisms.channels.api import open_merchant_account
from qianshan.outside.wechatpay.console import register
from qianshan.spending.api import PayeeEntry, enter_payee, set_budget
from tests.worlds.fundraising import listed_plan
from tests.worlds.organisations import by_system, office, qualified_charity
from tests.worlds.spending import KITCHEN, LINES, Purse, known_staff

MERCHANT = "1900000109"


@dataclass(frozen=True)
class World:
    plan: PlanView
    purse: Purse


def build(now: datetime) -> World:
    at = now - timedelta(days=60)
    day = date_of(at)
    registrar = office(at=at)
    house = qualified_charity(registrar, at=at)
    plan = listed_plan(
        house,
        registrar,
        at,
        resolution_on=str(day - timedelta(days=6)),
        starts_on=str(day + timedelta(days=20)),
        ends_on=str(day + timedelta(days=200)),
    )
    known = register(settings.SANDBOX_URL, number=MERCHANT, name=house.name)
    open_merchant_account(
        organisation_id=house.organisation_id,
        channel="wechatpay",
        number=known.number,
        app_id=known.app_id,
        keys=known.keys,
        by=by_system(at),
    )
    accountant = known_staff(house.organisation_id, "陈丽华", "accountant", at=at)
    drafter = known_staff(house.organisation_id, "罗军", "project_officer", at=at)
    set_budget(plan_id=plan.id, lines=LINES, reason="按备案方案", by=accountant.at(at))
    payee = enter_payee(
        entry=PayeeEntry(kind="unit", name=KITCHEN, account="6222021234567890", bank_name="工商银行从江支行"),
        by=drafter.at(at),
    )
    approver = known_staff(house.organisation_id, "周敏", "approver", at=at)
    cashier = known_staff(house.organisation_id, "何青", "cashier", at=at)
    return World(plan, Purse(house, registrar, plan, drafter, accountant, approver, cashier, payee))
