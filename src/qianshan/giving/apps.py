"""Django app of giving."""

from django.apps import AppConfig


class GivingConfig(AppConfig):
    """Giving."""

    name = "qianshan.giving"
    label = "giving"

    def ready(self) -> None:
        """Register messages, links, and what must always be true."""
        from qianshan.giving import capabilities, invariants, links, messages  # noqa: F401

        capabilities.register()
        messages.register()
        links.register()
