"""Django app of the charity's first page."""

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """The page of today."""

    name = "qianshan.places.workspace"
    label = "workspace"

    def ready(self) -> None:
        """Stand first in the navigation."""
        from qianshan.mechanisms.words import N_, Words
        from qianshan.web.navigation import NavItem, add_nav

        add_nav(
            "workspace", NavItem("workspace:today", Words(N_("The day's list")), "calendar", 10, exact=True)
        )
