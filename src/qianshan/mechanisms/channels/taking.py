"""Handing payments to the slice that books them: compared with the orders, row by row, set-based.

The slice calls `take_payments` inside its command, books what it got, and calls `mark_done` in the
same transaction: so a killed engine loses and doubles nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from qianshan.mechanisms.channels.models import InboxState, SetAside

_TAKE = """
WITH fresh AS MATERIALIZED (
  SELECT i.id, i.channel, i.transaction, i.number, i.amount_fen, i.happened_at, i.merchant_id, i.merchant_number, i.app_id
  FROM channels_inbox i
  WHERE i.state = 0 AND i.kind = 'payment'
  ORDER BY i.id LIMIT %s
  FOR NO KEY UPDATE OF i SKIP LOCKED
)
SELECT f.id, o.id, f.channel, f.transaction, f.number, f.amount_fen, f.happened_at, o.purpose, m.organisation_id,
  CASE WHEN o.id IS NULL THEN 'unknown_order'
       WHEN f.merchant_id <> o.merchant_id OR f.merchant_number <> m.number OR f.app_id <> m.app_id THEN 'wrong_merchant'
       WHEN f.amount_fen <> o.amount_fen THEN 'wrong_amount' ELSE '' END
FROM fresh f
LEFT JOIN channels_order o ON o.number = f.number
LEFT JOIN channels_merchantaccount m ON m.id = o.merchant_id
ORDER BY f.id
"""


@dataclass(frozen=True, slots=True)
class PaidOrder:
    """A payment that fits an order of ours, locked until the transaction ends."""

    inbox_id: int
    order_id: int
    channel: str
    transaction: str
    number: str
    amount_fen: int
    paid_at: datetime
    purpose: str
    organisation_id: int


_WAITS = """
SELECT EXISTS (
  SELECT 1 FROM channels_inbox i LEFT JOIN channels_order o ON o.number = i.number
  WHERE i.state = 0 AND i.kind = 'payment' AND coalesce(o.purpose, %s) = %s)
"""


def payments_wait(purpose: str) -> bool:
    """Whether a payment of this purpose, or of no order at all, waits; a look without a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITS, [purpose, purpose])
        row = cursor.fetchone()
    return bool(row and row[0])


def take_payments(*, purpose: str, limit: int = 5000) -> list[PaidOrder]:
    """Payments that wait to be booked for this purpose, oldest first, locked; others wait where they are.

    What fits no order, or fits it wrongly, is set aside with its reason and blocks nobody.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [limit])
        rows = cursor.fetchall()
    for reason in SetAside:
        set_aside([row[0] for row in rows if row[9] == reason], reason)
    return [PaidOrder(*row[:9]) for row in rows if not row[9] and row[7] == purpose]


def set_aside(inbox_ids: Iterable[int], reason: SetAside) -> None:
    """Keep these for a person, with the reason; the row stays as the channel sent it."""
    ids = list(inbox_ids)
    if ids:
        _mark(ids, InboxState.SET_ASIDE, reason)


def mark_done(inbox_ids: Iterable[int]) -> None:
    """These are booked; in the transaction that booked them."""
    _mark(list(inbox_ids), InboxState.DONE, "")


def _mark(ids: list[int], state: InboxState, reason: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE channels_inbox SET state = %s, reason = %s WHERE id = ANY(%s)", [state.value, reason, ids]
        )
