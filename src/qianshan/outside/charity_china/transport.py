"""The way to the national system: bundles in, copies of numbers out."""

from collections.abc import Iterable

from qianshan.mechanisms.exchange.api import HandedOver, NotTaken, Parcel
from qianshan.outside.charity_china.files import bundle
from qianshan.outside.drop import FileDrop

FILING, NUMBERS = "charity_china.filing", "charity_china.numbers"


class CharityChinaTransport:
    """Carries `charity_china.filing` parcels; collects `charity_china.numbers` files."""

    system = "charity_china"

    def __init__(self, drop: FileDrop) -> None:
        self._drop = drop

    def hand_over(self, parcel: Parcel) -> HandedOver:
        """Write the bundle and give it; the filing number tells a repeat."""
        if parcel.kind != FILING:
            raise NotTaken(f"the national system takes {FILING}, not {parcel.kind}")
        name, content = bundle(parcel.payload, parcel.made_at)
        return HandedOver(name, content, self._drop.put(name, content))

    def collect(self, after: str) -> Iterable[tuple[str, str, bytes]]:
        """Copy files behind the one collected last."""
        return self._drop.new_files(after)
