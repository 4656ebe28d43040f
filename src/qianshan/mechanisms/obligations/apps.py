"""Django app of the obligations."""

from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    """Obligations: what falls due, kept, late, missing."""

    name = "qianshan.mechanisms.obligations"
    label = "obligations"
