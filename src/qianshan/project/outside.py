"""Which outside systems are reached, and how: from settings, nowhere else."""

from django.conf import settings

from qianshan.mechanisms.exchange.api import use_transport
from qianshan.outside.bank.transport import BankTransport
from qianshan.outside.drop import FileDrop
from qianshan.outside.fiscal_receipts.transport import FiscalTransport


def wire() -> None:
    """Register a transport for each system whose address is set; without one, parcels wait."""
    ways = {"bank": BankTransport, "fiscal": FiscalTransport}
    for system, transport in ways.items():
        base, key = settings.FILE_DROPS[system]
        if base:
            use_transport(transport(FileDrop(base, key)))
