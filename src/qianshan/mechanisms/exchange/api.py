"""The door of the exchange."""

from qianshan.mechanisms.exchange.arrivals import collect_all, read_due, store
from qianshan.mechanisms.exchange.commands import note_difference, send, settle_difference
from qianshan.mechanisms.exchange.delivery import deliver_due
from qianshan.mechanisms.exchange.queries import (
    DifferenceInfo,
    ParcelInfo,
    arrivals_set_aside,
    open_differences,
    parcel,
    sent_file,
)
from qianshan.mechanisms.exchange.registry import on_arrival, on_sent, use_transport
from qianshan.mechanisms.exchange.tables import BadFile, amount_fen, amount_text, read_table, write_table
from qianshan.mechanisms.exchange.types import Arrival, HandedOver, NotTaken, Parcel, Transport, TryLater

__all__ = [
    "Arrival",
    "BadFile",
    "DifferenceInfo",
    "HandedOver",
    "NotTaken",
    "Parcel",
    "ParcelInfo",
    "Transport",
    "TryLater",
    "amount_fen",
    "amount_text",
    "arrivals_set_aside",
    "collect_all",
    "deliver_due",
    "note_difference",
    "on_arrival",
    "on_sent",
    "open_differences",
    "parcel",
    "read_due",
    "read_table",
    "send",
    "sent_file",
    "settle_difference",
    "store",
    "use_transport",
    "write_table",
]
