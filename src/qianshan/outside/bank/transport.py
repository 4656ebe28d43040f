"""The way to the bank: a batch file in, result files out."""

from collections.abc import Iterable

from qianshan.mechanisms.exchange.api import HandedOver, NotTaken, Parcel
from qianshan.outside.bank.files import batch_file
from qianshan.outside.drop import FileDrop

BATCH, RESULT = "bank.batch", "bank.result"


class BankTransport:
    """Carries `bank.batch` parcels; collects `bank.result` files."""

    system = "bank"

    def __init__(self, drop: FileDrop) -> None:
        self._drop = drop

    def hand_over(self, parcel: Parcel) -> HandedOver:
        """Write the batch file and give it; the name is the batch number, so a repeat is recognised."""
        if parcel.kind != BATCH:
            raise NotTaken(f"the bank takes {BATCH}, not {parcel.kind}")
        name, content = batch_file(parcel.payload, parcel.made_at)
        return HandedOver(name, content, self._drop.put(name, content))

    def collect(self, after: str) -> Iterable[tuple[str, str, bytes]]:
        """Result files behind the one collected last."""
        return self._drop.new_files(after)
