"""Django app of the web tier."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Web: shells, components and error pages."""

    name = "qianshan.web"
    label = "web"
