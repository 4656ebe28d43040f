"""Django app of the integrity pages."""

from django.apps import AppConfig


class IntegrityConfig(AppConfig):
    """The public log's pages."""

    name = "qianshan.places.integrity"
    label = "integrity"

    def ready(self) -> None:
        """Stand in the footer."""
        from qianshan.mechanisms.words import N_, Words
        from qianshan.web.ways import add_foot_way

        column = N_("About the platform")
        add_foot_way(column, "integrity:index", Words(N_("Integrity of the books and the log")), order=50)
        add_foot_way(column, "integrity:verify", Words(N_("Check a proof yourself")), order=60)
