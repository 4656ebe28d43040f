"""Django app of the numbers: it has no tables, only sentences."""

from django.apps import AppConfig


class CodesConfig(AppConfig):
    """Codes: numbers that people and systems know things by."""

    name = "qianshan.mechanisms.codes"
    label = "codes"
