"""Django app of the case pages."""

from django.apps import AppConfig

OFFICERS = frozenset({"case_officer", "reviewer", "decider"})


class CaseworkConfig(AppConfig):
    """Pages of the cases in workspace and desk, and the public list of decisions."""

    name = "qianshan.places.casework"
    label = "casework"

    def ready(self) -> None:
        """Stand in the navigation of workspace and desk."""
        from qianshan.mechanisms.words import N_, Words
        from qianshan.web.navigation import NavItem, add_nav
        from qianshan.web.ways import add_foot_way

        add_foot_way(
            N_("About the platform"), "decisions:list", Words(N_("Decisions of civil affairs")), order=30
        )

        add_nav(
            "workspace",
            NavItem("applications:list", Words(N_("Filings and applications")), "file-text", 30),
        )
        add_nav(
            "desk",
            NavItem(
                "desk:queue",
                Words(N_("Queue")),
                "clipboard-check",
                10,
                may_see=lambda hat: bool(OFFICERS & hat.roles),
            ),
        )
