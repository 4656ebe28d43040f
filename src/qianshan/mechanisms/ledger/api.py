"""The door of the ledger: commands, reads and the frozen types that they speak.

Ids: a gift is known here by its `inflow_id`; whoever books it keeps the way from its own code to that id.
"""

from qianshan.mechanisms.ledger.commands.books import (
    NewFund,
    close_books_until,
    close_fund,
    freeze_fund,
    open_book,
    open_fund,
    set_share,
    thaw_fund,
)
from qianshan.mechanisms.ledger.commands.gifts import book_gifts
from qianshan.mechanisms.ledger.commands.inflows import Income, OpeningFund, book_opening, move_money, receive
from qianshan.mechanisms.ledger.commands.payments import (
    Payment,
    cancel,
    mark_confirmed,
    mark_paid,
    pay,
)
from qianshan.mechanisms.ledger.commands.refunds import Refund, refund
from qianshan.mechanisms.ledger.commands.returns import money_returned, settle_asset, settlements
from qianshan.mechanisms.ledger.commands.transfers import Transfer, transfer, transfer_back
from qianshan.mechanisms.ledger.kernel.journal import Cost, Money, Posting
from qianshan.mechanisms.ledger.kernel.kinds import (
    CostClass,
    FundKind,
    FundRole,
    FundState,
    InflowKind,
    Lane,
    OutflowKind,
    OutflowState,
    Restriction,
    TransferKind,
)
from qianshan.mechanisms.ledger.locks import lock_funds
from qianshan.mechanisms.ledger.queries.as_of import FiguresOnDay, SpentOn, figures_as_of, spent_as_of
from qianshan.mechanisms.ledger.queries.books import book_of, general_fund_of
from qianshan.mechanisms.ledger.queries.figures import (
    figures_of,
    fund_figures,
    live_stretches,
    outflow,
    outflows_by_id,
    outflows_of_fund,
    spent_between,
)
from qianshan.mechanisms.ledger.queries.gifts_of import (
    Cursor,
    GiftsPage,
    count_gifts_of_outflow,
    gifts_of_outflow,
)
from qianshan.mechanisms.ledger.queries.trace import DoesNotAddUp, trace_gift
from qianshan.mechanisms.ledger.refusals import (
    AlreadyLeft,
    FlowedOn,
    FundForbids,
    GiftSpent,
    LaneTooShort,
    MixedLanes,
    NoSuchFund,
    NoSuchGift,
    NoSuchOutflow,
    NotEnough,
    PeriodClosed,
)
from qianshan.mechanisms.ledger.types import (
    BookedGift,
    Booking,
    BookRef,
    FundFigures,
    FundRef,
    GiftIn,
    GiftOfOutflow,
    GiftTrace,
    OutflowLine,
    OutflowRef,
    Part,
    SetAside,
)

__all__ = [
    "AlreadyLeft", "BookRef", "BookedGift", "Booking", "Cost", "CostClass", "Cursor", "DoesNotAddUp", "FiguresOnDay",
    "FlowedOn", "FundFigures", "FundForbids", "FundKind", "FundRef", "FundRole", "FundState", "GiftIn", "GiftOfOutflow",
    "GiftSpent", "GiftTrace", "GiftsPage", "Income", "InflowKind", "Lane", "LaneTooShort", "MixedLanes", "Money", "NewFund",
    "NoSuchFund", "NoSuchGift", "NoSuchOutflow", "NotEnough", "OpeningFund", "OutflowKind", "OutflowLine",
    "OutflowRef", "OutflowState", "Part", "Payment", "PeriodClosed", "Posting", "Refund", "Restriction", "SetAside", "SpentOn",
    "Transfer", "TransferKind", "book_gifts", "book_of", "book_opening", "cancel", "close_books_until", "close_fund",
    "count_gifts_of_outflow", "figures_as_of", "figures_of", "freeze_fund", "fund_figures", "general_fund_of", "gifts_of_outflow", "live_stretches",
    "lock_funds", "mark_confirmed", "mark_paid", "money_returned", "move_money", "open_book", "open_fund", "outflow",
    "outflows_by_id", "outflows_of_fund", "pay", "receive", "refund", "set_share", "settle_asset", "settlements",
    "spent_as_of", "spent_between", "thaw_fund", "trace_gift", "transfer", "transfer_back",
]  # fmt: skip
