"""Tables of giving."""

from qianshan.giving.models.gift import Batch, Booked, Gift
from qianshan.giving.models.receipt import Receipt, ReceiptRequest
from qianshan.giving.models.refund import GiftRefund

__all__ = ["Batch", "Booked", "Gift", "GiftRefund", "Receipt", "ReceiptRequest"]
