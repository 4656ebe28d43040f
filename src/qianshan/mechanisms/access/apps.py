"""Django app of access."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Organisations, persons, posts, accounts."""

    name = "qianshan.mechanisms.access"
    label = "access"
