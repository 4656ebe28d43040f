"""Django app of the search."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Search: one question over charities, projects and plans."""

    name = "qianshan.places.search"
    label = "search"

    def ready(self) -> None:
        """Keep the index up from the engine."""
        from qianshan.mechanisms.channels.engine import step
        from qianshan.places.search.index import follow

        step("search.follow", every_seconds=3.0)(follow)
