"""Django app of notices."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The outbox of what people are told."""

    name = "qianshan.mechanisms.notices"
    label = "notices"
