"""A plan with money, a budget and the people who pay, through commands only."""

from dataclasses import dataclass
from datetime import datetime
from itertools import count

from qianshan.fundraising.api import PlanView
from qianshan.mechanisms.access.api import appoint, create_person
from qianshan.mechanisms.documents.uploads import CleanFile, our_paper
from qianshan.mechanisms.ledger.api import GiftIn, book_gifts
from qianshan.spending.api import (
    LineWish,
    OrderWish,
    PaperWish,
    PayeeEntry,
    RecipientWish,
    budget_of,
    draft_order,
    enter_payee,
    set_budget,
    sign_first,
    sign_second,
)
from qianshan.spending.models import PaymentOrder
from tests.worlds.fundraising import filed_plan
from tests.worlds.organisations import AT, House, Office, Staff, by_system

_serial = count(1)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
LINES = (
    LineWish("食材与加工", "A1", 60_000_000),
    LineWish("厨房设备", "A2", 15_200_000),
    LineWish("项目管理", "M3", 2_400_000),
    LineWish("募捐成本", "B2", 2_400_000),
)
KITCHEN = "贵州山厨食品有限公司"


def id_number() -> str:
    """A fresh ID number with a right check symbol."""
    years, number = divmod(next(_serial), 1000)
    body = f"522626{1950 + years:04d}0101{number:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def phone() -> str:
    return f"139{next(_serial):08d}"


def known_staff(organisation_id: int, name: str, *roles: str, at: datetime = AT) -> Staff:
    """A person who is known by the ID number, with one post."""
    person_id = create_person(staff_name=name, id_number=id_number(), phone=phone(), by=by_system(at))
    appoint(person_id=person_id, organisation_id=organisation_id, roles=list(roles), by=by_system(at))
    return Staff(person_id, organisation_id)


def paper(text: str = "contract") -> CleanFile:
    return our_paper(b"%PDF-1.7 " + text.encode(), name=f"{text}.pdf")


@dataclass(frozen=True)
class Purse:
    """A filed plan with money and a budget, and the charity's three hands and cashier."""

    house: House
    registrar: Office
    plan: PlanView
    drafter: Staff
    accountant: Staff
    approver: Staff
    cashier: Staff
    payee: str

    def line(self, name: str = "食材与加工") -> int:
        return next(line.id for line in budget_of([self.plan.id]) if line.name == name)

    def wish(self, amount_fen: int = 1_000_000, **changes) -> OrderWish:
        values = {
            "line_id": self.line(),
            "amount_fen": amount_fen,
            "payee_code": self.payee,
            "purpose": "从江县12所村小九月餐费",
            "division_code": "522633",
            "beneficiaries": 1200,
            "papers": (PaperWish(paper(), "contract", public=True),),
            "recipients": (RecipientWish("杨胜花", phone()), RecipientWish("吴老岩", phone())),
        }
        return OrderWish(**{**values, **changes})

    def drafted(self, amount_fen: int = 1_000_000, at: datetime = AT, **changes) -> str:
        return draft_order(wish=self.wish(amount_fen, **changes), by=self.drafter.at(at))

    def signed(self, amount_fen: int = 1_000_000, at: datetime = AT, **changes) -> str:
        code = self.drafted(amount_fen, at, **changes)
        sign_first(code=code, version=1, account_checked=True, by=self.accountant.at(at))
        return code

    def reserved(self, amount_fen: int = 1_000_000, at: datetime = AT, **changes) -> str:
        code = self.signed(amount_fen, at, **changes)
        sign_second(code=code, version=2, reason="按计划支付", by=self.approver.at(at))
        return code


def give(plan: PlanView, *amounts_fen: int, at: datetime = AT) -> list[int]:
    """Gifts on the plan's tape; their inflow ids."""
    gifts = [
        GiftIn(
            ref=f"g{next(_serial)}",
            fund_id=plan.fund_id,
            amount_fen=amount,
            channel="wechatpay",
            channel_txn_id=f"wx{next(_serial)}",
            paid_at=at,
        )
        for amount in amounts_fen
    ]
    return [one.inflow_id for one in book_gifts(gifts=gifts, by=by_system(at)).booked]


def purse(house: House, registrar: Office, *gifts_fen: int, at: datetime = AT) -> Purse:
    """A plan with these gifts (10,000.00 and 5,000.00 when none are named), its budget and its people."""
    plan = filed_plan(house, registrar, at)
    give(plan, *(gifts_fen or (50_000_000, 10_000_000)), at=at)
    accountant = known_staff(house.organisation_id, "陈丽华", "accountant", at=at)
    drafter = known_staff(house.organisation_id, "罗军", "project_officer", at=at)
    set_budget(plan_id=plan.id, lines=LINES, reason="按备案方案", by=accountant.at(at))
    payee = enter_payee(
        entry=PayeeEntry(kind="unit", name=KITCHEN, account="6222021234567890", bank_name="工商银行从江支行"),
        by=drafter.at(at),
    )
    return Purse(
        house,
        registrar,
        plan,
        drafter,
        accountant,
        known_staff(house.organisation_id, "周敏", "approver", at=at),
        known_staff(house.organisation_id, "何青", "cashier", at=at),
        payee,
    )


def order(code: str) -> PaymentOrder:
    return PaymentOrder.objects.get(code=code)
