"""Django app of sealed data."""

from django.apps import AppConfig


class SealedConfig(AppConfig):
    """Sealed personal data."""

    name = "qianshan.mechanisms.sealed"
    label = "sealed"
