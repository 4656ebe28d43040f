"""Where disclosure stands in the navigation."""

from qianshan.mechanisms.words import N_, Words
from qianshan.web.navigation import NavItem, add_nav


def register() -> None:
    """Add the entries; called once by the app."""
    add_nav("workspace", NavItem("disclosure:mine", Words(N_("Disclosure")), "eye", 70))
    add_nav("desk", NavItem("disclosure_desk:late", Words(N_("Disclosure")), "eye", 60))
