"""Django app of spending."""

from django.apps import AppConfig


class SpendingConfig(AppConfig):
    """Spending."""

    name = "qianshan.spending"
    label = "spending"

    def ready(self) -> None:
        """Register what posts allow, links, messages, navigation, and how others are answered."""
        from qianshan.spending import capabilities, invariants, links, messages, navigation  # noqa: F401
        from qianshan.spending.checks import payment  # noqa: F401  (registers)

        capabilities.register()
        links.register()
        messages.register()
        navigation.register()
