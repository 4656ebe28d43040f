"""Money spent: budgets, orders, two signatures, the bank's file, as far as each story goes."""

import time
from collections.abc import Callable
from datetime import datetime

from qianshan.fundraising.api import PlanView, plans, project
from qianshan.mechanisms.documents.api import examine
from qianshan.practice.paper import page
from qianshan.practice.stages.ground import Ground
from qianshan.practice.stages.plans import staff_of
from qianshan.practice.world.payments import PAYEES, PAYMENTS, PaymentStory
from qianshan.practice.world.projects import PROJECTS
from qianshan.spending.api import (
    LineWish,
    OrderState,
    OrderWish,
    PaperWish,
    PayeeEntry,
    RecipientWish,
    budget_of,
    draft_order,
    enter_payee,
    orders_of,
    send_batch,
    set_budget,
    sign_first,
    sign_second,
)

_CLASS = {"programme": "A1", "admin": "M3", "fundraising": "B2"}
_PAID_WITHIN_SECONDS = 240


def spend(ground: Ground, codes: dict[str, str], clock: Callable[[], datetime]) -> int:
    """Bring every payment to where its story stops; returns how many orders there are."""
    for charity in PAYEES:
        _charity(ground, charity, codes, clock)
    return len(PAYMENTS)


def _charity(ground: Ground, charity: str, codes: dict[str, str], clock: Callable[[], datetime]) -> None:
    stories = {story.key: story for story in PROJECTS if story.charity == charity and story.state == "filed"}
    filed = {key: plans(project_id=project(codes[key]).id)[0] for key in stories}
    for plan in filed.values():
        _budget(ground, charity, plan, clock())
    payees = _payees(ground, charity, clock())
    ours = [payment for payment in PAYMENTS if payment.project in filed]
    sent = []
    for payment in ours:
        order = _order(ground, charity, payment, (filed[payment.project], payees[payment.payee]), clock)
        sent += [order] if payment.stop == "paid" else []
    send_batch(codes=sent, by=staff_of(ground, charity, "cashier", clock()))
    _wait_until_paid(ground.charities[charity], sent)


def _budget(ground: Ground, charity: str, plan: PlanView, at: datetime) -> None:
    lines = [LineWish(line.name, _CLASS[line.kind], line.amount_fen) for line in plan.uses]
    set_budget(
        plan_id=plan.id, lines=lines, reason="按备案方案", by=staff_of(ground, charity, "accountant", at)
    )


def _payees(ground: Ground, charity: str, at: datetime) -> dict[str, str]:
    by = staff_of(ground, charity, "project_officer", at)
    return {
        story.key: enter_payee(
            entry=PayeeEntry(kind="unit", name=story.name, account=story.account, bank_name=story.bank_name),
            by=by,
        )
        for story in PAYEES[charity]
    }


def _order(
    ground: Ground,
    charity: str,
    story: PaymentStory,
    target: tuple[PlanView, str],
    clock: Callable[[], datetime],
) -> str:
    plan, payee = target
    line = next(one for one in budget_of([plan.id]) if one.name == story.line)
    drafter = staff_of(ground, charity, "project_officer", clock())
    code = draft_order(
        wish=OrderWish(
            line_id=line.id,
            amount_fen=story.yuan * 100,
            payee_code=payee,
            purpose=story.purpose,
            details=story.purpose,
            division_code=story.division,
            beneficiaries=story.beneficiaries,
            papers=_papers(story),
            recipients=tuple(
                RecipientWish(name=one.name, phone=one.phone, by_agent=one.by_agent, people=one.people)
                for one in story.households
            ),
        ),
        by=drafter,
    )
    sign_first(
        code=code, version=1, account_checked=True, by=staff_of(ground, charity, "accountant", clock())
    )
    if story.stop != "signed":
        approver = staff_of(ground, charity, "approver", clock())
        sign_second(code=code, version=2, reason="在预算内，按合同支付。", by=approver)
    return code


def _papers(story: PaymentStory) -> tuple[PaperWish, ...]:
    contract = page("合同.pdf", "采购合同", story.purpose, f"合同金额{story.yuan:,}.00元。")
    invoice = page("发票.pdf", "发票", story.purpose, f"价税合计{story.yuan:,}.00元。")
    number = f"FP{abs(sum(ord(letter) * place for place, letter in enumerate(story.purpose, 1))):08d}"
    return (
        PaperWish(examine(contract, field="file"), "contract", public=True),
        PaperWish(examine(invoice, field="file"), "invoice", number=number, public=True),
    )


def _wait_until_paid(charity_id: int, codes: list[str]) -> None:
    deadline = time.monotonic() + _PAID_WITHIN_SECONDS
    told = (OrderState.PAID, OrderState.CONFIRMED, OrderState.DENIED, OrderState.FAILED)
    while not set(codes) <= {order.code for order in orders_of(charity_id, states=told)}:
        if time.monotonic() > deadline:
            raise TimeoutError(f"the bank has not answered for {codes}; are worker and sandbox running?")
        time.sleep(0.3)
