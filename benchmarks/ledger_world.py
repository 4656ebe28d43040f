"""A charity for the ledger's benchmarks, and gifts for it, made through the product's commands."""

import itertools
import time
from datetime import UTC, datetime

from qianshan.mechanisms.acts.api import Actor, command, subject
from qianshan.mechanisms.ledger.api import Booking, GiftIn, NewFund, book_gifts, open_book, open_fund
from qianshan.mechanisms.translog.api import add_leaves

AT = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
BY = Actor.job("benchmarks", at=AT)
SHARE_BP = 600
_numbers = itertools.count(time.time_ns() // 1_000_000 * 1_000_000)


def charity(funds: int = 1, q_bp: int = SHARE_BP) -> list[int]:
    """Open books with funds whose plans give cost a share of 6 %; the funds' ids."""
    book = open_book(organisation_id=next(_numbers), general_name="U", suspense_name="S", by=BY)
    return [open_fund(book_id=book.id, fund=NewFund(f"F{n}", q_bp=q_bp), by=BY).id for n in range(funds)]


def gifts(fund_ids: list[int], count: int) -> list[GiftIn]:
    """Gifts in turn over the funds, of amounts that differ."""
    made = []
    for n in range(count):
        number = next(_numbers)
        fund_id = fund_ids[n % len(fund_ids)]
        made.append(
            GiftIn(
                number,
                fund_id,
                100 + number * 37 % 9_900,
                "wechat",
                f"42000{number:020d}",
                AT,
                number,
                amount_shown=True,
            )
        )
    return made


@command("benchmarks.book")
def book_in_full(*, batch: list[GiftIn], by: Actor) -> Booking:
    """Journal, tape with a share of cost, act, log leaves: what the booking step does with a batch."""
    booking = book_gifts(gifts=batch, by=by)
    add_leaves(
        "gift.booked",
        (
            (
                f"QS{one.inflow_id:012d}",
                {"fund": one.fund_id, "fen": one.amount_fen, "lo": one.lo, "cost": one.cost_fen},
            )
            for one in booking.booked
        ),
    )
    subject("benchmarks.batch", len(batch))
    return booking
