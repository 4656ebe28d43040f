"""The way to the finance department: requests in, result packages out."""

from collections.abc import Iterable

from qianshan.mechanisms.exchange.api import HandedOver, NotTaken, Parcel
from qianshan.outside.drop import FileDrop
from qianshan.outside.fiscal_receipts.files import request_file

REQUEST, RESULT = "fiscal.request", "fiscal.result"


class FiscalTransport:
    """Carries `fiscal.request` parcels; collects `fiscal.result` packages."""

    system = "fiscal"

    def __init__(self, drop: FileDrop) -> None:
        self._drop = drop

    def hand_over(self, parcel: Parcel) -> HandedOver:
        """Write the request and give it; its number tells a repeat."""
        if parcel.kind != REQUEST:
            raise NotTaken(f"the finance department takes {REQUEST}, not {parcel.kind}")
        name, content = request_file(parcel.payload, parcel.made_at)
        return HandedOver(name, content, self._drop.put(name, content))

    def collect(self, after: str) -> Iterable[tuple[str, str, bytes]]:
        """Result packages behind the one collected last."""
        return self._drop.new_files(after)
