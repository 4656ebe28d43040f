"""The app `channels`."""

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    """Orders, inbox, refunds, engine."""

    name = "qianshan.mechanisms.channels"
    label = "channels"
