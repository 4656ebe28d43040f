"""Storing what a channel told: one INSERT, autocommitted; a repeat changes nothing."""

from typing import Any

from django.db import connection

from qianshan.mechanisms.channels.models import InboxKind, InboxState
from qianshan.mechanisms.channels.port import Merchant, Notice

COLUMNS = (
    "channel, key, kind, merchant_id, number, transaction, amount_fen, happened_at, merchant_number, app_id,"
    " refund_state, source, body, opened, state"
)
INSERT = (
    f"INSERT INTO channels_inbox ({COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s, coalesce(%s, now()), %s, %s, %s, %s, %s, %s, %s)"
    " ON CONFLICT (channel, key) DO NOTHING"
)


def inbox_values(merchant: Merchant, notice: Notice, *, source: str, body: bytes | None) -> list[Any]:
    """The row of a notice, in the order of `COLUMNS`."""
    if notice.payment is not None:
        paid = notice.payment
        what: tuple[object, ...] = (
            InboxKind.PAYMENT.value,
            merchant.id,
            paid.number,
            paid.transaction,
            paid.amount_fen,
            paid.paid_at,
            paid.merchant_number,
            paid.app_id,
            "",
        )
    elif notice.refund is not None:
        back = notice.refund
        what = (
            InboxKind.REFUND.value,
            merchant.id,
            back.number,
            back.channel_number,
            back.amount_fen,
            back.done_at,
            merchant.number,
            merchant.app_id,
            back.state.value,
        )
    else:
        what = (InboxKind.OTHER.value, merchant.id, "", "", 0, None, merchant.number, merchant.app_id, "")
    state = InboxState.DONE if what[0] == InboxKind.OTHER.value else InboxState.NEW
    opened = "" if body else notice.opened  # the raw body says it all, to whoever has the account's key
    return [merchant.channel, notice.key, *what, source, body, opened, state.value]


def store(merchant: Merchant, notice: Notice, *, source: str, body: bytes | None = None) -> bool:
    """Store through Django's connection (queries, bills); True when it was new."""
    with connection.cursor() as cursor:
        cursor.execute(INSERT, inbox_values(merchant, notice, source=source, body=body))
        return bool(cursor.rowcount)
