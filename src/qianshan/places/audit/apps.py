"""Django app of the audit pages."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Audit: acts and refusals."""

    name = "qianshan.places.audit"
    label = "audit"

    def ready(self) -> None:
        """Register who may read, and stand in the desk's menu."""
        from qianshan.places.audit.menus import register_menus

        register_menus()
