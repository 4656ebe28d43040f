"""Django app of the account pages."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts: signing in, proofs, posts."""

    name = "qianshan.places.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Say what invitation links lead to, and stand in the menus."""
        from qianshan.places.accounts.menus import register_menus
        from qianshan.places.accounts.welcome_pages import register_invitation

        register_invitation()
        register_menus()
