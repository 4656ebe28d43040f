"""What a channel must be able to do; a folder in `outside/` does it, `tests/conformance` holds it to this.

Amounts are fen, instants are aware, numbers are ours unless they are called the channel's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol


class Method(StrEnum):
    """How the payer gets to the channel: he scans a code, or his phone jumps."""

    SCAN = "scan"
    JUMP = "jump"


class OrderState(StrEnum):
    """What the channel says of an order."""

    OPEN = "open"
    PAID = "paid"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class RefundState(StrEnum):
    """What is known of a refund. ABNORMAL is not final: the channel needs a person's help."""

    ASKED = "asked"
    PROCESSING = "processing"
    ABNORMAL = "abnormal"
    DONE = "done"
    CLOSED = "closed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Merchant:
    """A merchant account of a charity, opened for use; `repr` shows no secret."""

    id: int
    channel: str
    number: str
    organisation_id: int
    app_id: str
    serial: str
    private_key: str = field(repr=False)
    api_key: str = field(repr=False)
    platform_keys: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class OrderWanted:
    """What is asked of the channel for one order."""

    number: str
    amount_fen: int
    description: str
    method: Method
    expires_at: datetime
    notify_url: str
    payer_address: str = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Offer:
    """Where the payer pays: the text of a code, or an address to jump to."""

    url: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment as the channel tells it; nothing is compared with our order yet."""

    number: str
    transaction: str
    amount_fen: int
    paid_at: datetime
    merchant_number: str
    app_id: str


@dataclass(frozen=True, slots=True)
class OrderAnswer:
    """The channel's answer to a question about an order."""

    state: OrderState
    payment: Payment | None = None


@dataclass(frozen=True, slots=True)
class RefundWanted:
    """What is asked of the channel for one refund."""

    number: str
    order_number: str
    transaction: str
    amount_fen: int
    total_fen: int
    reason: str
    notify_url: str


@dataclass(frozen=True, slots=True)
class RefundAnswer:
    """A refund as the channel tells it."""

    number: str
    state: RefundState
    channel_number: str
    amount_fen: int
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A verified notification: a payment, a refund, or something that we only keep.

    `key` is the same for every repeat of the same event, whatever envelope it comes in.
    """

    key: str
    payment: Payment | None = None
    refund: RefundAnswer | None = None
    opened: str = ""


@dataclass(frozen=True, slots=True)
class BillRow:
    """One row of a channel's bill. A refund carries its numbers; its amount is positive."""

    number: str
    transaction: str
    amount_fen: int
    at: datetime
    fee_fen: int = 0
    refund_number: str = ""
    refund_channel_number: str = ""


class ChannelDown(Exception):
    """The channel did not answer, or not in a way that can be believed; asking again is right."""


class ChannelRefused(Exception):
    """The channel answered no; `code` is its own. Asking again with the same values changes nothing."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code, self.message = code, message


class BadBill(Exception):
    """A bill cannot be believed or read; says which line or column."""


class Forged(Exception):
    """A notification is not the channel's, or too old; says why. It is answered 401 and not kept."""


class Channel(Protocol):
    """A payment channel. Every method but `verify_notification` talks to the network."""

    name: str

    def order(self, merchant: Merchant, wanted: OrderWanted) -> Offer:
        """Place an order; the same number with the same values again gives a fresh offer."""

    def query(self, merchant: Merchant, number: str) -> OrderAnswer:
        """Ask what became of an order."""

    def close(self, merchant: Merchant, number: str) -> None:
        """Let an order be paid no more; ChannelRefused when it is paid."""

    def refund(self, merchant: Merchant, wanted: RefundWanted) -> RefundAnswer:
        """Ask for a refund; the same number again answers for the same refund."""

    def query_refund(self, merchant: Merchant, number: str) -> RefundAnswer | None:
        """Ask what became of a refund; None when the channel knows no such refund."""

    def verify_notification(self, merchant: Merchant, headers: Mapping[str, str], body: bytes) -> Notice:
        """Check signature and freshness over the raw bytes and open it; raises Forged."""

    def bill(self, merchant: Merchant, day: date) -> Iterable[BillRow]:
        """All payments and refunds of a day, checked against the channel's own hash."""
