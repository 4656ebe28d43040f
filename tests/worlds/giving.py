"""Gifts for tests: ordered by the command, paid by a word of the channel, booked by the engine's step."""

import itertools
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from qianshan.fundraising.api import PlanView
from qianshan.giving.api import GiftWish, book_paid, order_gift
from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.channels.api import MerchantKeys, open_merchant_account
from qianshan.mechanisms.channels.inbox import store
from qianshan.mechanisms.channels.models import MerchantAccount
from qianshan.mechanisms.channels.port import Merchant, Notice, Payment
from tests.worlds.fundraising import listed_plan
from tests.worlds.organisations import AT, House, Office, office, qualified_charity

GIVEN_AT = datetime(2026, 12, 10, 2, 0, tzinfo=UTC)
_transactions = itertools.count(1)


@dataclass(frozen=True)
class Giving:
    """A charity on whose site one may give for one plan."""

    registrar: Office
    house: House
    plan: PlanView
    merchant: Merchant

    def order(self, amount_fen: int = 10_000, at: datetime = GIVEN_AT, **wish: object) -> str:
        """Order a gift; its code."""
        wanted = replace(GiftWish(self.plan.id, amount_fen), **wish)
        return order_gift(wish=wanted, by=Actor.link("give", at=at))

    def pay(self, code: str, amount_fen: int, at: datetime = GIVEN_AT, transaction: str = "") -> str:
        """The channel's word that an order was paid; its transaction number."""
        number = transaction or f"4200{next(_transactions):024d}"
        paid = Payment(code, number, amount_fen, at, self.merchant.number, self.merchant.app_id)
        store(self.merchant, Notice(f"pay:{number}", payment=paid), source="notification")
        return number

    def book(self, at: datetime = GIVEN_AT):
        """One round of booking."""
        return book_paid(by=Actor.job("giving.booking", at=at + timedelta(seconds=1)))

    def given(self, amount_fen: int = 10_000, at: datetime = GIVEN_AT, **wish: object) -> str:
        """A booked gift; its code."""
        code = self.order(amount_fen, at, **wish)
        self.pay(code, amount_fen, at)
        self.book(at)
        return code


def account_of(house: House, number: str = "1900000109", at: datetime = AT) -> Merchant:
    """A merchant account without a channel behind it."""
    made = open_merchant_account(
        organisation_id=house.organisation_id,
        channel="wechatpay",
        number=number,
        app_id="wx0000000000000001",
        keys=MerchantKeys("SERIAL", "no key", "k" * 32, {}),
        by=Actor.system("tests.world", at=at),
    )
    account = MerchantAccount.objects.get(pk=made)
    return Merchant(
        account.pk, "wechatpay", number, house.organisation_id, account.app_id, "SERIAL", "", "", {}
    )


def open_for_gifts(at: datetime = AT, **changed: str | list[str]) -> Giving:
    """One may give from 2026-12-04 on."""
    registrar = office(at=at)
    house = qualified_charity(registrar, at=at)
    merchant = account_of(house, at=at)
    return Giving(registrar, house, listed_plan(house, registrar, at, **changed), merchant)
