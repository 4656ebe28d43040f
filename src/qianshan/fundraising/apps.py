"""Django app of fundraising."""

from django.apps import AppConfig


class FundraisingConfig(AppConfig):
    """Fundraising."""

    name = "qianshan.fundraising"
    label = "fundraising"

    def ready(self) -> None:
        """Register what posts allow here."""
        from qianshan.fundraising import capabilities

        capabilities.register()
