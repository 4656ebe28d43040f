"""Merchant accounts: the charity's own, so that gifts go to it and never through the platform."""

from typing import ClassVar

from django.db import models

from qianshan.mechanisms.acts.api import ActedModel, Rights


class MerchantAccount(ActedModel):
    """An account of an organisation with a channel. `secrets` holds its keys, sealed.

    `platform_keys` are the channel's public keys by number: several, so that a change of key in
    mid-day refuses nothing.
    """

    channel = models.CharField(max_length=20)
    number = models.CharField(max_length=32)
    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="+")
    holder_name = models.CharField(max_length=120)
    app_id = models.CharField(max_length=32, blank=True)
    serial = models.CharField(max_length=64)
    secrets = models.BinaryField()
    platform_keys = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    write_rights: ClassVar[Rights] = Rights.columns("platform_keys", "secrets", "serial", "closed_at")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "number"], name="channels_merchant_once"),
            models.UniqueConstraint(
                fields=["organisation", "channel"],
                condition=models.Q(closed_at__isnull=True),
                name="channels_merchant_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.number}"
