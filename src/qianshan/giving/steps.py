"""Engine steps of giving: book what was paid, finish what was refunded."""

import logging
from datetime import datetime

from django.db import DatabaseError

from qianshan.giving.commands.booking import BATCH_LIMIT, book_paid
from qianshan.giving.commands.guilty import put_aside_first
from qianshan.giving.commands.ordering import PURPOSE
from qianshan.giving.commands.refunds import finish_refund
from qianshan.giving.queries.refunds import refunds_to_finish
from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.channels.api import payments_wait
from qianshan.mechanisms.channels.engine import step

log = logging.getLogger("qianshan.giving")
_AT_ONCE = 100


@step("giving.booking")
def book(now: datetime) -> int:
    """Book one batch. If the database refuses it, halve it down to the guilty row and set that aside."""
    if not payments_wait(PURPOSE):
        return 0
    limit = BATCH_LIMIT
    by = Actor.job("giving.booking", at=now)
    while True:
        try:
            done = book_paid(limit=limit, by=by)
        except DatabaseError:
            if limit == 1:
                log.exception("the oldest payment cannot be booked; it is set aside")
                return put_aside_first(by=by)
            limit = max(1, limit // 8)
        else:
            return done.booked


@step("giving.refunds")
def finish_refunds(now: datetime) -> int:
    """Finish refunds whose end the channel has told."""
    ended = refunds_to_finish(limit=_AT_ONCE)
    for refund_id in ended:
        finish_refund(refund_id=refund_id, by=Actor.job("giving.refunds", at=now))
    return len(ended)
