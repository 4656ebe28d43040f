"""Where the account pages stand in the menus."""

from qianshan.mechanisms.access.api import OPERATOR, Hat
from qianshan.mechanisms.words import N_, Words
from qianshan.web.navigation import NavItem, add_nav
from qianshan.web.ways import add_account_way, add_foot_way


def _operates(hat: Hat) -> bool:
    return hat.kind == OPERATOR


def register_menus() -> None:
    """Own account in the header's menu; people in workspace and desk."""
    add_foot_way(N_("About the platform"), "accounts:sign_in", Words(N_("Sign-in for staff")), order=90)
    add_account_way("accounts:home", Words(N_("My posts and account")), icon="user", order=10)
    add_account_way("accounts:sign_out", Words(N_("Sign out")), icon="logout", order=90)
    add_nav("desk", NavItem("operator:home", Words(N_("Overview")), "home", order=5, may_see=_operates))
    add_nav("workspace", NavItem("people_work:people", Words(N_("People")), "users", order=80))
    add_nav("desk", NavItem("people_desk:people", Words(N_("People")), "users", order=80))
