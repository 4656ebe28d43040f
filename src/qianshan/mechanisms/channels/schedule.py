"""When a channel is asked what it did not tell. Pure; times are multiplied by `settings.CHANNEL_PATIENCE`.

Source: WeChat Pay, query order (ask when no notification came) and refunds (poll after 1 minute,
then 5/10/20/30 minutes).
"""

from datetime import datetime, timedelta

from django.conf import settings

WATCH_ORDER = "order"
WATCH_REFUND = "refund"
_ORDER_SECONDS = (30, 60, 120, 300, 600, 1800, 3600, 3600, 7200)
_REFUND_SECONDS = (60, 300, 600, 1200, 1800)
_REFUND_LATER_SECONDS = 6 * 3600


def first_ask(at: datetime) -> datetime:
    """When an order that was just opened is asked about."""
    return at + _scaled(_ORDER_SECONDS[0])


def next_ask(kind: str, tries: int, at: datetime) -> datetime:
    """When it is asked again after `tries` asks; refunds are asked until they end."""
    if kind == WATCH_ORDER:
        return at + _scaled(_ORDER_SECONDS[min(tries, len(_ORDER_SECONDS) - 1)])
    return at + _scaled(_REFUND_SECONDS[tries] if tries < len(_REFUND_SECONDS) else _REFUND_LATER_SECONDS)


def _scaled(seconds: float) -> timedelta:
    return timedelta(seconds=seconds * settings.CHANNEL_PATIENCE)
