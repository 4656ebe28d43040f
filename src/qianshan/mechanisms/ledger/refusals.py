"""What the ledger says when it does not do what was asked."""

from qianshan.mechanisms.acts.api import BadInput, NotFound, Refusal, WrongState


class NotEnough(Refusal):
    """Fewer fen are free than asked for; `remaining_fen` says how many."""

    code = "not_enough"
    status = 409

    remaining_fen: int = 0


class LaneTooShort(NotEnough):
    """The lane that this kind of cost is paid from has too little, whatever the other lane holds."""

    code = "lane_too_short"


class GiftSpent(NotEnough):
    """A refund asks for more than is unspent of the gift."""

    code = "gift_spent"


class FundForbids(WrongState):
    """The fund is closed, frozen or not yet usable."""

    code = "fund_forbids"


class FlowedOn(WrongState):
    """The fen of this outflow have moved on, so it cannot be taken back behind their back."""

    code = "flowed_on"


class AlreadyLeft(WrongState):
    """The money has left, or the period is closed: what comes back now is money returned, not a cancellation."""

    code = "already_left"


class PeriodClosed(WrongState):
    """The month of that day is closed."""

    code = "period_closed"


class MixedLanes(BadInput):
    """One outflow names cost classes of both lanes."""

    code = "mixed_lanes"


class NoSuchFund(NotFound):
    """There is no such fund."""

    code = "no_such_fund"


class NoSuchOutflow(NotFound):
    """There is no such outflow."""

    code = "no_such_outflow"


class NoSuchGift(NotFound):
    """There is no such gift."""

    code = "no_such_gift"
