"""The door of the channels."""

from qianshan.mechanisms.channels.asking import ask_order, ask_refund_outcome, is_paid, offer, wait_for
from qianshan.mechanisms.channels.commands.accounts import (
    MerchantKeys,
    add_platform_key,
    open_merchant_account,
)
from qianshan.mechanisms.channels.commands.bills import settle_difference, take_bill
from qianshan.mechanisms.channels.commands.orders import close_order, open_order
from qianshan.mechanisms.channels.commands.refunds import ask_refund, settle_refund
from qianshan.mechanisms.channels.models import SetAside
from qianshan.mechanisms.channels.models.refund import FINAL as FINAL_REFUNDS
from qianshan.mechanisms.channels.port import (
    ChannelDown,
    ChannelRefused,
    Method,
    Offer,
    OrderState,
    RefundState,
)
from qianshan.mechanisms.channels.queries import (
    AsideLine,
    BillDifferenceLine,
    MerchantLine,
    RefundLine,
    bill_differences_of,
    merchant_of,
    paid_at,
    reconciled,
    refund_lines,
    set_aside_of,
)
from qianshan.mechanisms.channels.reconciling import reconcile
from qianshan.mechanisms.channels.taking import PaidOrder, mark_done, payments_wait, set_aside, take_payments

__all__ = [
    "FINAL_REFUNDS",
    "AsideLine",
    "BillDifferenceLine",
    "ChannelDown",
    "ChannelRefused",
    "MerchantKeys",
    "MerchantLine",
    "Method",
    "Offer",
    "OrderState",
    "PaidOrder",
    "RefundLine",
    "RefundState",
    "SetAside",
    "add_platform_key",
    "ask_order",
    "ask_refund",
    "ask_refund_outcome",
    "bill_differences_of",
    "close_order",
    "is_paid",
    "mark_done",
    "merchant_of",
    "offer",
    "open_merchant_account",
    "open_order",
    "paid_at",
    "payments_wait",
    "reconcile",
    "reconciled",
    "refund_lines",
    "set_aside",
    "set_aside_of",
    "settle_difference",
    "settle_refund",
    "take_bill",
    "take_payments",
    "wait_for",
]
