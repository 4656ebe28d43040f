"""Fetching bills: yesterday's, once a day, from ten in the morning on (the channel's own hour)."""

import logging
from datetime import date, datetime, timedelta

from django.conf import settings

from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.calendar.clock import SHANGHAI, date_of
from qianshan.mechanisms.channels.commands.bills import take_bill
from qianshan.mechanisms.channels.models import Bill, MerchantAccount
from qianshan.mechanisms.channels.port import BadBill, ChannelDown, ChannelRefused
from qianshan.mechanisms.channels.registry import channel, opened

_FROM_HOUR = 10
_DAYS_BACK = 3
log = logging.getLogger("qianshan.channels")


def bills_due(now: datetime) -> list[tuple[int, date]]:
    """Accounts and days of the last three whose bill is ready and was not taken."""
    today = date_of(now)
    last = today - timedelta(days=1 if now.astimezone(SHANGHAI).hour >= _FROM_HOUR else 2)
    days = [last - timedelta(days=n) for n in range(_DAYS_BACK)]
    taken = set(Bill.objects.filter(day__in=days).values_list("merchant_id", "day"))
    accounts = MerchantAccount.objects.filter(closed_at__isnull=True, channel__in=settings.CHANNELS)
    return [
        (account.pk, day)
        for account in accounts.order_by("pk")
        for day in days
        if date_of(account.opened_at) <= day and (account.pk, day) not in taken
    ]


def reconcile(merchant_id: int, day: date, *, now: datetime) -> int:
    """Fetch one bill and take it; returns the differences.

    Raises:
        ChannelDown, ChannelRefused: it cannot be fetched now.
    """
    merchant = opened(MerchantAccount.objects.get(pk=merchant_id))
    rows = list(channel(merchant.channel).bill(merchant, day))
    return take_bill(merchant_id=merchant_id, day=day, rows=rows, by=Actor.channel(merchant.channel, at=now))


def reconcile_due(now: datetime) -> int:
    """Take every bill that is due; what cannot be fetched is tried again at the next turn."""
    done = 0
    for merchant_id, day in bills_due(now):
        try:
            reconcile(merchant_id, day, now=now)
        except (BadBill, ChannelDown, ChannelRefused) as silent:
            log.warning("bill of account %s for %s: %s", merchant_id, day, silent)
        else:
            done += 1
    return done
