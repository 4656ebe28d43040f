"""Tables of the channels."""

from qianshan.mechanisms.channels.models.account import MerchantAccount
from qianshan.mechanisms.channels.models.bill import Bill, BillDifference, BillLine
from qianshan.mechanisms.channels.models.inbox import Inbox, InboxKind, InboxState, SetAside
from qianshan.mechanisms.channels.models.order import Offered, Order
from qianshan.mechanisms.channels.models.refund import Refund
from qianshan.mechanisms.channels.models.watch import Watch

__all__ = [
    "Bill",
    "BillDifference",
    "BillLine",
    "Inbox",
    "InboxKind",
    "InboxState",
    "MerchantAccount",
    "Offered",
    "Order",
    "Refund",
    "SetAside",
    "Watch",
]
