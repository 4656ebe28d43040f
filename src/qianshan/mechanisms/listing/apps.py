"""Django app of lists."""

from django.apps import AppConfig


class ListingConfig(AppConfig):
    """Listing: from one declaration the page, the export and JSON."""

    name = "qianshan.mechanisms.listing"
    label = "listing"
