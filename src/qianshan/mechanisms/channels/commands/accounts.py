"""Opening merchant accounts and taking the channel's new keys."""

import json
from dataclasses import dataclass, field

from django.conf import settings

from qianshan.mechanisms.access.api import organisation_by_id
from qianshan.mechanisms.acts.api import Actor, BadInput, Conflict, NotFound, command, subject
from qianshan.mechanisms.channels.models import MerchantAccount
from qianshan.mechanisms.channels.registry import SECRETS, forget
from qianshan.mechanisms.sealed.api import seal_for_system
from qianshan.mechanisms.words import N_, Words


@dataclass(frozen=True, slots=True)
class MerchantKeys:
    """What a merchant has from its channel; `repr` shows no secret."""

    serial: str
    private_key: str = field(repr=False)
    api_key: str = field(repr=False)
    platform_keys: dict[str, str] = field(repr=False)


@command("channels.merchant.open")
def open_merchant_account(
    *, organisation_id: int, channel: str, number: str, app_id: str, keys: MerchantKeys, by: Actor
) -> int:
    """Enter the account that an organisation has with a channel; returns its id.

    The holder is the organisation itself: gifts go to nobody else. The caller has checked that
    `by` may.

    Raises:
        BadInput: no such channel is installed.
        NotFound: there is no such organisation.
        Conflict: the number is known, or the organisation has an open account with this channel.
    """
    if channel not in settings.CHANNELS:
        raise BadInput(
            Words(N_("There is no payment channel “%(channel)s” here."), channel=channel),
            field="channel",
            value=channel,
        )
    holder = organisation_by_id(organisation_id)
    known = MerchantAccount.objects.filter(channel=channel, number=number) | MerchantAccount.objects.filter(
        channel=channel, organisation_id=organisation_id, closed_at__isnull=True
    )
    if known.exists():
        raise Conflict(
            Words(
                N_("The merchant number %(number)s is known, or the organisation has an account already."),
                number=number,
            ),
            field="number",
            value=number,
        )
    made = MerchantAccount.objects.create(
        channel=channel,
        number=number,
        organisation_id=organisation_id,
        holder_name=holder.name,
        app_id=app_id,
        serial=keys.serial,
        secrets=_sealed(keys),
        platform_keys=keys.platform_keys,
        opened_at=by.at,
    )
    subject("channels.merchant", made.pk)
    forget()
    return made.pk


@command("channels.merchant.add_platform_key")
def add_platform_key(*, merchant_id: int, serial: str, public_key: str, by: Actor) -> None:
    """Believe one more public key of the channel; the older ones stay until they are removed.

    Raises:
        NotFound: there is no such account.
    """
    account = MerchantAccount.objects.select_for_update(no_key=True).filter(pk=merchant_id).first()
    if account is None:
        raise NotFound(Words(N_("There is no such merchant account.")))
    account.platform_keys = {**account.platform_keys, serial: public_key}
    account.save(update_fields=["platform_keys"])
    subject("channels.merchant", merchant_id, "platform_keys")
    forget()


def _sealed(keys: MerchantKeys) -> bytes:
    return seal_for_system(SECRETS, json.dumps({"private_key": keys.private_key, "api_key": keys.api_key}))
