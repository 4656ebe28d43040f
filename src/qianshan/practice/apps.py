"""Django app of the practice province."""

from django.apps import AppConfig


class PracticeConfig(AppConfig):
    """Practice: personas and their world."""

    name = "qianshan.practice"
    label = "practice"
