"""Django app of the public pages."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """Public pages made of many slices."""

    name = "qianshan.places.public"
    label = "public"

    def ready(self) -> None:
        """Stand in the navigation and the footer."""
        from qianshan.mechanisms.words import N_, Words
        from qianshan.web.navigation import NavItem, add_nav
        from qianshan.web.ways import add_foot_way

        home = NavItem("public:home", Words(N_("Home")), "home", 10, exact=True)
        projects = NavItem("public:projects", Words(N_("Find projects")), "heart", 20)
        charities = NavItem("public:charities", Words(N_("Charities")), "building-community", 30)
        check = NavItem("public:search", Words(N_("Search and check")), "search", 40)
        for item in (home, projects, charities, check):
            add_nav("public", item)
        add_nav("phone", home)
        add_nav("phone", NavItem("public:projects", Words(N_("Projects")), "heart", 20))
        add_nav("phone", NavItem("public:search", Words(N_("Check")), "qrcode", 30))
        add_nav("phone", NavItem("giving:mine", Words(N_("My giving")), "wallet", 40))
        add_foot_way(N_("Check"), "public:search", Words(N_("Filing number")), order=10)
