"""Django app of disclosure."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """Disclosure: reports that add up, obligations, corrections."""

    name = "qianshan.disclosure"
    label = "disclosure"

    def ready(self) -> None:
        """Register what other places ask for by name."""
        from qianshan.disclosure import capabilities, invariants, navigation, obligations, telling  # noqa: F401
        from qianshan.disclosure.checks import report  # noqa: F401  (registers its checks)

        capabilities.register()
        obligations.register_all()
        navigation.register()
        telling.register()
