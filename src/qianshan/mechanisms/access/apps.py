"""Django app of access."""

from importlib import import_module

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Organisations, persons, posts, accounts."""

    name = "qianshan.mechanisms.access"
    label = "access"

    def ready(self) -> None:
        """Make the SMS templates known."""
        import_module("qianshan.mechanisms.access.templates")
