"""Django app of the invariants: it holds the command only."""

from django.apps import AppConfig


class InvariantsConfig(AppConfig):
    """Invariants: `manage.py invariants`."""

    name = "qianshan.mechanisms.invariants"
    label = "invariants"
