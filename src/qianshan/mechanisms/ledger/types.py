"""What crosses the ledger's door: frozen, in fen."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from qianshan.mechanisms.ledger.kernel.kinds import Lane
from qianshan.mechanisms.ledger.kernel.stretches import Stretch
from qianshan.mechanisms.money import Fen


@dataclass(frozen=True, slots=True)
class GiftIn:
    """A paid gift that waits to be booked.

    Args:
        ref: the caller's own key of it (order, inbox row); comes back with the result.
        paid_at: the channel's payment time.
        no_cost: the agreement forbids that any part of it is cost.
        raise_kind: `P` public fundraising, `D` by agreement.
        money_account: where the money is: 1009 at the channel, 1002 bank, 1001 till.
    """

    ref: int | str
    fund_id: int
    amount_fen: int
    channel: str
    channel_txn_id: str
    paid_at: datetime
    donor_id: int | None = None
    name_shown: bool = False
    amount_shown: bool = False
    no_cost: bool = False
    raise_kind: str = "P"
    money_account: str = "1009"


class BookedGift(NamedTuple):
    """A gift on its tape: `inflow_id` is its key in every ledger call; `[lo, lo + amount_fen)` of the fund's line."""

    ref: int | str
    inflow_id: int
    fund_id: int
    amount_fen: int
    lo: int
    cost_fen: int


@dataclass(frozen=True, slots=True)
class SetAside:
    """A gift that was not booked: `fund_unknown`, `amount_not_positive`, `already_booked`, `fund_moving` (try again)."""

    ref: int | str
    reason: str


@dataclass(frozen=True, slots=True)
class Booking:
    """What a batch became."""

    booked: list[BookedGift]
    set_aside: list[SetAside]
    entry_ids: list[int]


@dataclass(frozen=True, slots=True)
class FundRef:
    """A fund that was opened."""

    id: int
    book_id: int


@dataclass(frozen=True, slots=True)
class BookRef:
    """A book with its general and its suspense fund."""

    id: int
    general_fund_id: int
    suspense_fund_id: int


@dataclass(frozen=True, slots=True)
class OutflowRef:
    """An outflow that was booked, with the stretches that it covers by lane."""

    id: int
    entry_id: int
    fund_id: int
    amount_fen: int
    stretches: tuple[tuple[Lane, Stretch], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What became of some fen of a gift.

    `kind`: waiting · payment · asset · fee · loss · refund · transfer (moved to a fund outside this trace: never).
    `state` of its outflow; `depth`: how many times the fen moved on before. `outflow_id` None when waiting.
    """

    kind: str
    lane: Lane
    fund_id: int
    amount_fen: int
    outflow_id: int | None
    state: str
    depth: int
    order_ref: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class GiftTrace:
    """A gift and its parts, which sum to it (the query raises otherwise). `via`: outflows through which fen moved."""

    inflow_id: int
    fund_id: int
    amount_fen: int
    received_at: datetime
    parts: tuple[Part, ...]
    via: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class GiftOfOutflow:
    """A gift, match or other inflow whose fen an outflow took: `amount_fen` of it."""

    inflow_id: int
    kind: str
    lane: Lane
    lane_lo: int
    amount_fen: int
    donor_id: int | None
    name_shown: bool
    amount_shown: bool
    received_at: datetime


@dataclass(frozen=True, slots=True)
class FundFigures:
    """The four money words of a fund and what else moved on it, in fen; each step includes the later ones.

    received = given + matched + grants + opening · reserved, paid, confirmed are less what came back ·
    free = what nothing has used yet.
    """

    fund_id: int
    name: str
    state: str
    q_bp: int
    gift_count: int
    given: Fen
    matched: Fen
    received: Fen
    refunded: Fen
    moved_in: Fen
    moved_out: Fen
    reserved: Fen
    paid: Fen
    confirmed: Fen
    free: Fen
    free_cost: Fen
    free_programme: Fen


@dataclass(frozen=True, slots=True)
class OutflowLine:
    """One outflow as lists show it."""

    id: int
    fund_id: int
    lane: Lane | None
    kind: str
    state: str
    amount_fen: int
    returned_fen: int
    tag: str
    payee: str
    order_ref: str
    booked_on: date
    paid_on: date | None
    confirmed_on: date | None
