"""The door of spending."""

from qianshan.spending.commands.batches import send_batch
from qianshan.spending.commands.budget import LineWish, set_budget
from qianshan.spending.commands.drafting import OrderWish, PaperWish, draft_order
from qianshan.spending.commands.payee import PayeeEntry, enter_payee
from qianshan.spending.commands.recipients import RecipientWish
from qianshan.spending.commands.signing import cancel_order, return_order, sign_first, sign_second
from qianshan.spending.queries.answers import answers_of
from qianshan.spending.queries.budget import budget_of
from qianshan.spending.queries.orders import orders_of, payments_of_plans, uses_of
from qianshan.spending.types import (
    Answers,
    CostRatio,
    LineView,
    OrderLine,
    OrderState,
    UseView,
    answer_cost_ratio,
)

__all__ = [
    "Answers",
    "CostRatio",
    "LineView",
    "LineWish",
    "OrderLine",
    "OrderState",
    "OrderWish",
    "PaperWish",
    "PayeeEntry",
    "RecipientWish",
    "UseView",
    "answer_cost_ratio",
    "answers_of",
    "budget_of",
    "cancel_order",
    "draft_order",
    "enter_payee",
    "orders_of",
    "payments_of_plans",
    "return_order",
    "send_batch",
    "set_budget",
    "sign_first",
    "sign_second",
    "uses_of",
]
