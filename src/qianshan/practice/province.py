"""The stages in their order."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from qianshan.mechanisms.calendar import clock
from qianshan.practice.stages import accounts, gifts, ground, payments, plans, reports

OLD = timedelta(days=400)


def make(now: datetime) -> Iterator[str]:
    """Make the small province as of `now`; yields what was done, in counts."""
    laid = ground.lay(now - OLD)
    yield (
        f"{len(laid.organisations)} organisations, {len(laid.charities)} of them charities, "
        f"{len(laid.persons)} members of staff"
    )
    yield f"{accounts.open_all(laid)} accounts, each with a second factor"
    codes = plans.raise_right(laid, now)
    yield f"{len(codes)} projects with their plans, sent to the authorities and decided there"
    gifts.open_accounts(laid, now)
    given = gifts.give_all(laid, codes, clock.now)
    yield f"{len(given)} gifts, paid at the sandbox and booked by the engine"
    spent = payments.spend(laid, codes, clock.now)
    yield f"{spent} payment orders, signed twice and paid by the bank's file, or waiting"
    told = reports.publish_due(laid, now)
    yield f"{told.kept + told.late} reports published, {told.late} of them late; {told.missing} missing"
