"""Tables of spending."""

from qianshan.spending.models.batch import Batch
from qianshan.spending.models.budget import BudgetLine
from qianshan.spending.models.denial import Denial
from qianshan.spending.models.order import Document, InvoiceUse, PaymentOrder
from qianshan.spending.models.payee import Payee
from qianshan.spending.models.recipient import Recipient

__all__ = [
    "Batch",
    "BudgetLine",
    "Denial",
    "Document",
    "InvoiceUse",
    "Payee",
    "PaymentOrder",
    "Recipient",
]
