"""Django app of divisions."""

from django.apps import AppConfig


class DivisionsConfig(AppConfig):
    """Administrative divisions."""

    name = "qianshan.mechanisms.divisions"
    label = "divisions"
