"""Forms of giving."""

from qianshan.giving.forms.give import GiveForm
from qianshan.giving.forms.refund import RefundForm

__all__ = ["GiveForm", "RefundForm"]
