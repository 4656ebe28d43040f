"""What giving tells other slices and its own pages: frozen, in fen."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class NameChoice(StrEnum):
    """How the donor's name stands in the donor roll."""

    FULL = "full"
    MASKED = "masked"
    ANONYMOUS = "anonymous"


class PayerKind(StrEnum):
    """Whose receipt it is."""

    PERSON = "person"
    UNIT = "unit"


class ReceiptState(StrEnum):
    """Where a receipt request stands; `WISHED` before the gift is booked."""

    WISHED = "wished"
    REQUESTED = "requested"
    SENT = "sent"
    ISSUED = "issued"
    REVERSING = "reversing"
    FAILED = "failed"
    REVERSED = "reversed"
    DROPPED = "dropped"


class RefundStage(StrEnum):
    """Where a refund of a gift stands; FAILED gave the money back to its fund."""

    ASKED = "asked"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ReceiptWish:
    """What a receipt needs; `payer_number` is an ID number (optional) or a unit's code."""

    payer_kind: PayerKind
    payer_name: str = field(repr=False)
    payer_number: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class GiftWish:
    """A gift as somebody asks for it on the give page."""

    plan_id: int
    amount_fen: int
    name_choice: NameChoice = NameChoice.ANONYMOUS
    amount_shown: bool = False
    name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    receipt: ReceiptWish | None = None
    channel: str = "wechatpay"


@dataclass(frozen=True, slots=True)
class GiftView:
    """A gift as its donor sees it. `booked_at` None: not booked; `logged` is asked of the log, not here."""

    id: int
    code: str
    order_id: int
    project_id: int
    plan_id: int
    charity_id: int
    fund_id: int
    amount_fen: int
    cost_fen: int
    donor_id: int | None
    name_choice: str
    shown_name: str
    amount_shown: bool
    receipt_wanted: bool
    ordered_at: datetime
    expires_at: datetime
    order_closed: bool
    paid_at: datetime | None
    booked_at: datetime | None
    inflow_id: int | None
    channel: str
    transaction: str


@dataclass(frozen=True, slots=True)
class RollPlace:
    """Where a line of the roll stands: its day, and a hash that orders it within the day."""

    day: date
    place: str


@dataclass(frozen=True, slots=True)
class RollLine:
    """One line of the donor roll: the day, never the minute; None where the donor chose not to show it."""

    day: date
    name: str
    amount_fen: int | None
    at: RollPlace


@dataclass(frozen=True, slots=True)
class BookedBatch:
    """What one round of booking did."""

    batch_id: int | None
    booked: int
    amount_fen: int
    set_aside: int
