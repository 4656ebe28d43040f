"""Django app of giving."""

from django.apps import AppConfig


class GivingConfig(AppConfig):
    """Giving."""

    name = "qianshan.giving"
    label = "giving"

    def ready(self) -> None:
        """Register messages and links."""
        from qianshan.giving import links, messages

        messages.register()
        links.register()
