"""Django app of the charities."""

from django.apps import AppConfig


class CharitiesConfig(AppConfig):
    """Charities."""

    name = "qianshan.charities"
    label = "charities"

    def ready(self) -> None:
        """Register what posts allow here."""
        from qianshan.charities import capabilities

        capabilities.register()
