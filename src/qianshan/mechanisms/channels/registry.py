"""Channels by name, and merchant accounts opened for use.

A merchant account is kept in memory for a few seconds: verifying a notification must not cost
a read. A change of keys is known to every process after that time.
"""

import json
import time

from django.conf import settings
from django.utils.module_loading import import_string

from qianshan.mechanisms.channels.models import MerchantAccount
from qianshan.mechanisms.channels.port import Channel, Merchant
from qianshan.mechanisms.sealed.api import unseal_for_system

SECRETS = "channels.merchant"
_KEPT_SECONDS = 5.0
_MOST_KEPT = 10_000
_channels: dict[str, Channel] = {}
_merchants: dict[tuple[str, str], tuple[float, Merchant | None]] = {}


def channel(name: str) -> Channel:
    """The channel of this name, as the settings name its class.

    Raises:
        KeyError: no such channel is installed.
    """
    if name not in _channels:
        _channels[name] = import_string(settings.CHANNELS[name])()
    return _channels[name]


def merchant_by_number(channel_name: str, number: str) -> Merchant | None:
    """The open merchant account of this number, at most some seconds old."""
    now = time.monotonic()
    known = _merchants.get((channel_name, number))
    if known is not None and known[0] > now:
        return known[1]
    account = MerchantAccount.objects.filter(channel=channel_name, number=number).first()
    found = opened(account) if account else None
    if len(_merchants) > _MOST_KEPT:  # numbers come from the outside
        _merchants.clear()
    _merchants[channel_name, number] = (now + _KEPT_SECONDS, found)
    return found


def forget() -> None:
    """Forget what is kept in memory (a change of keys in this process, tests)."""
    _merchants.clear()


def opened(account: MerchantAccount) -> Merchant:
    """The account with its keys unsealed."""
    secrets = json.loads(unseal_for_system(SECRETS, bytes(account.secrets)))
    return Merchant(
        id=account.pk,
        channel=account.channel,
        number=account.number,
        organisation_id=account.organisation_id,
        app_id=account.app_id,
        serial=account.serial,
        private_key=secrets["private_key"],
        api_key=secrets["api_key"],
        platform_keys=account.platform_keys,
    )
