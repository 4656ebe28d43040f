"""What spending tells other slices, and the fact that it wants answered from above. Frozen, in fen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class OrderState(StrEnum):
    """Where a payment order stands."""

    DRAFTED = "drafted"
    SIGNED = "signed"
    RESERVED = "reserved"
    SENT = "sent"
    PAID = "paid"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    FAILED = "failed"
    RETURNED = "returned"
    CANCELLED = "cancelled"


LIVE = (OrderState.RESERVED, OrderState.SENT, OrderState.PAID, OrderState.CONFIRMED, OrderState.DENIED)
WAITING = (OrderState.DRAFTED, OrderState.SIGNED)
LEFT = (OrderState.PAID, OrderState.CONFIRMED, OrderState.DENIED)


class Way(StrEnum):
    """How a beneficiary's answer came."""

    LINK = "link"
    SMS = "sms"
    AGENT = "agent"


class Slot(StrEnum):
    """What a document of an order is."""

    CONTRACT = "contract"
    INVOICE = "invoice"
    LIST = "list"
    PHOTO = "photo"
    DECISION = "decision"
    OTHER = "other"


class PayeeKind(StrEnum):
    """Whether a payee is a unit, whose name is public, or a person, whose name is masked."""

    UNIT = "unit"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class CostRatio:
    """Administrative cost and all cost of a charity's year so far, in fen.

    `source` says who counted: `payments` (only what went through payment orders here) or
    `accounts` (the books of the year).
    """

    admin_fen: int
    total_fen: int
    source: str


CostRatioAnswer = Callable[[int, date], CostRatio]
_cost_ratio: list[CostRatioAnswer] = []


def answer_cost_ratio(answer: CostRatioAnswer) -> None:
    """Answer the fact `spending.cost_ratio` from above: (charity id, day) → the year so far."""
    _cost_ratio[:] = [answer]


def cost_ratio_answer() -> CostRatioAnswer | None:
    """Who answers it, if anybody."""
    return _cost_ratio[0] if _cost_ratio else None


@dataclass(frozen=True, slots=True)
class LineView:
    """A budget line with what was done on it; each amount includes the later steps."""

    id: int
    plan_id: int
    name: str
    cost_class: str
    amount_fen: int
    waiting_fen: int
    reserved_fen: int
    paid_fen: int
    confirmed_fen: int

    @property
    def left_fen(self) -> int:
        """What is not yet reserved."""
        return self.amount_fen - self.reserved_fen


@dataclass(frozen=True, slots=True)
class Answers:
    """How many were asked, and what they said, by way."""

    asked: int = 0
    by_link: int = 0
    by_sms: int = 0
    by_agent: int = 0
    denied: int = 0

    @property
    def confirmed(self) -> int:
        """How many said yes, by any way."""
        return self.by_link + self.by_sms + self.by_agent


@dataclass(frozen=True, slots=True)
class UseView:
    """What an outflow was for, as donors and the public read it. Never holds a person's name."""

    outflow_id: int
    order_code: str
    purpose: str
    line_name: str
    cost_class: str
    payee: str
    place: str
    amount_fen: int
    state: str
    approved_on: date
    paid_on: date | None
    confirmed_on: date | None
    answers: Answers
    documents: int


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A payment order in a list."""

    id: int
    code: str
    state: str
    purpose: str
    payee: str
    line_name: str
    plan_id: int | None
    amount_fen: int
    cost_class: str
    drafted_at: datetime
    paid_on: date | None
    batch_code: str
    outflow_id: int | None
