"""Django app of the ledger."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Ledger: books, journal and the money tape."""

    name = "qianshan.mechanisms.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Register what must always be true of the books."""
        from qianshan.mechanisms.ledger import invariants  # noqa: F401
