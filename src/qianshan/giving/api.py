"""The door of giving."""

from qianshan.giving.commands.booking import LEAF, book_paid
from qianshan.giving.commands.ordering import GivingClosed, cost_of, order_gift
from qianshan.giving.commands.refunds import ask_back, finish_refund
from qianshan.giving.forms.refund import RefundForm
from qianshan.giving.public.own import own_gift
from qianshan.giving.queries.gifts import donors_of_project, gift, gifts_of
from qianshan.giving.queries.receipts import ReceiptView, check_receipt, receipts_of
from qianshan.giving.queries.refunds import GiftRefundView, refunds_of
from qianshan.giving.queries.roll import roll
from qianshan.giving.types import GiftView, GiftWish, NameChoice, PayerKind, ReceiptWish, RollLine, RollPlace

__all__ = [
    "LEAF",
    "GiftRefundView",
    "GiftView",
    "GiftWish",
    "GivingClosed",
    "NameChoice",
    "PayerKind",
    "ReceiptView",
    "ReceiptWish",
    "RefundForm",
    "RollLine",
    "RollPlace",
    "ask_back",
    "book_paid",
    "check_receipt",
    "cost_of",
    "donors_of_project",
    "finish_refund",
    "gift",
    "gifts_of",
    "order_gift",
    "own_gift",
    "receipts_of",
    "refunds_of",
    "roll",
]
