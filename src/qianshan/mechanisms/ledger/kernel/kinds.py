"""Closed sets of the ledger: kinds and states. Stored as their text."""

from collections.abc import Iterable
from enum import IntEnum, StrEnum


class Lane(IntEnum):
    """The two lanes of a fund's line."""

    COST = 0
    PROGRAMME = 1


class FundKind(StrEnum):
    """Whether a giver or the law limits the money from outside (a board decision never does)."""

    UNRESTRICTED = "unrestricted"
    RESTRICTED = "restricted"


class FundRole(StrEnum):
    """What a fund is for in its book."""

    GENERAL = "general"
    SUSPENSE = "suspense"
    PROJECT = "project"
    EARMARK = "earmark"
    POOL = "pool"
    OTHER = "other"


class Restriction(StrEnum):
    """How a restricted fund is limited."""

    NONE = ""
    USE = "use"
    TIME = "time"
    BOTH = "both"
    PERMANENT = "permanent"


class FundState(StrEnum):
    """A frozen fund takes gifts and pays nothing; a closed one takes nothing either."""

    OPEN = "open"
    FROZEN = "frozen"
    CLOSED = "closed"


class InflowKind(StrEnum):
    """Why money came onto a tape."""

    GIFT = "gift"
    MATCH = "match"
    TRANSFER = "transfer"
    RETURN = "return"
    OPENING = "opening"
    GRANT = "grant"
    SERVICE = "service"
    MEMBERSHIP = "membership"
    INTEREST = "interest"
    PROCEEDS = "proceeds"
    INVESTMENT = "investment"
    CORRECTION = "correction"


FROM_A_USE = frozenset({InflowKind.MATCH, InflowKind.TRANSFER, InflowKind.RETURN})
RECEIVED = frozenset({InflowKind.GIFT, InflowKind.MATCH, InflowKind.GRANT, InflowKind.OPENING})


class OutflowKind(StrEnum):
    """Why money left a tape."""

    PAYMENT = "payment"
    ASSET = "asset"
    FEE = "fee"
    LOSS = "loss"
    REFUND = "refund"
    TRANSFER = "transfer"
    MATCH = "match"


SPENDING = frozenset({OutflowKind.PAYMENT, OutflowKind.ASSET, OutflowKind.FEE})
MOVING = frozenset({OutflowKind.TRANSFER, OutflowKind.MATCH})


class OutflowState(StrEnum):
    """How far an outflow has come; each step includes the ones before it."""

    RESERVED = "reserved"
    PAID = "paid"
    CONFIRMED = "confirmed"
    MOVED = "moved"
    CANCELLED = "cancelled"


class TransferKind(StrEnum):
    """Why money moves between funds of one book, with the template that books it."""

    RELEASE = "release"
    RESTRICT = "restrict"
    CHANGE_OF_USE = "change_of_use"
    SURPLUS = "surplus"
    CHARGE_OVER = "charge_over"
    LEFTOVER = "leftover"
    BACK = "back"


class CostClass(StrEnum):
    """Cost classes of the chart; M and B lie on the cost lane, the others on the programme lane."""

    A1 = "A1"
    A2 = "A2"
    A3 = "A3"
    X = "X"
    M2 = "M2"
    M3 = "M3"
    M4 = "M4"
    M9 = "M9"
    B1 = "B1"
    B2 = "B2"
    B3 = "B3"
    B4 = "B4"

    @property
    def is_cost(self) -> bool:
        """Whether it is administration or fundraising."""
        return self.value[0] in "MB"


def values(kinds: Iterable[StrEnum]) -> list[str]:
    """Their texts in a fixed order, for constraints and queries."""
    return sorted(kind.value for kind in kinds)
