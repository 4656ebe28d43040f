"""Django app of the law page."""

from django.apps import AppConfig


class LawPageConfig(AppConfig):
    """The public page of rules and their sources."""

    name = "qianshan.places.law"
    label = "law_page"

    def ready(self) -> None:
        """Stand in the footer."""
        from qianshan.mechanisms.words import N_, Words
        from qianshan.web.ways import add_foot_way

        add_foot_way(N_("About the platform"), "law:index", Words(N_("Rules and their sources")), order=40)
