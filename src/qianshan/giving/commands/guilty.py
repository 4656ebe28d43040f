"""Putting one payment aside that the database does not let be booked."""

from qianshan.giving.commands.ordering import PURPOSE
from qianshan.mechanisms.acts.api import Actor, command, subject
from qianshan.mechanisms.channels.api import SetAside, set_aside, take_payments


@command("giving.payment.put_aside")
def put_aside_first(*, by: Actor) -> int:
    """Keep the oldest waiting payment for a person; returns how many were put aside."""
    found = take_payments(purpose=PURPOSE, limit=1)
    for one in found:
        subject("channels.inbox", one.inbox_id)
    set_aside([one.inbox_id for one in found], SetAside.NOT_BOOKABLE)
    subject("giving.payment", "aside")
    return len(found)
