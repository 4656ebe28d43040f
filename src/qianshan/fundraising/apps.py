"""Django app of fundraising."""

from django.apps import AppConfig


class FundraisingConfig(AppConfig):
    """Fundraising."""

    name = "qianshan.fundraising"
    label = "fundraising"

    def ready(self) -> None:
        """Register what posts allow here, and stand in the navigation."""
        from qianshan.fundraising import capabilities
        from qianshan.mechanisms.words import N_, Words
        from qianshan.web.navigation import NavItem, add_nav

        capabilities.register()
        officers = frozenset({"case_officer", "reviewer", "decider"})
        add_nav("workspace", NavItem("fundraising:projects", Words(N_("Projects")), "heart", 20))
        add_nav("workspace", NavItem("fundraising:plans", Words(N_("Fundraising plans")), "speakerphone", 25))
        add_nav(
            "desk",
            NavItem(
                "fundraising_desk:plans",
                Words(N_("Filed plans")),
                "file-text",
                20,
                may_see=lambda hat: bool(officers & hat.roles),
            ),
        )
