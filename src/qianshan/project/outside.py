"""Which outside systems are reached, and how: from settings, nowhere else."""

from collections.abc import Callable

from django.conf import settings

from qianshan.mechanisms.exchange.api import Transport, use_transport
from qianshan.outside.bank.transport import BankTransport
from qianshan.outside.charity_china.transport import CharityChinaTransport
from qianshan.outside.drop import FileDrop
from qianshan.outside.fiscal_receipts.transport import FiscalTransport

_WAYS: dict[str, Callable[[FileDrop], Transport]] = {
    "bank": BankTransport,
    "fiscal": FiscalTransport,
    "charity_china": CharityChinaTransport,
}


def wire() -> None:
    """Register a transport for each system whose address is set; without one, parcels wait."""
    for system, transport in _WAYS.items():
        base, key = settings.FILE_DROPS[system]
        if base:
            use_transport(transport(FileDrop(base, key)))
