"""Django app of the donor's gift page."""

from django.apps import AppConfig


class GiftsConfig(AppConfig):
    """The gift page."""

    name = "qianshan.places.gifts"
    label = "gifts"
