"""Django app of the account pages."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts: signing in, proofs, posts."""

    name = "qianshan.places.accounts"
    label = "accounts"
