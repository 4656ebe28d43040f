"""Django app of the cases."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CasesConfig(AppConfig):
    """Cases: filings and applications."""

    name = "qianshan.mechanisms.cases"
    label = "cases"

    def ready(self) -> None:
        """Register what officers may do; let every slice register its procedures and hold them to their rules."""
        from qianshan.mechanisms.cases import capabilities, tell

        capabilities.register()
        tell.register()
        autodiscover_modules("procedures")
        from qianshan.mechanisms.cases import system_checks  # noqa: F401  (registers itself)
