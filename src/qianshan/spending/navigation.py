"""Where spending stands in the navigation."""

from qianshan.mechanisms.words import N_, Words
from qianshan.web.navigation import NavItem, add_nav
from qianshan.web.ways import add_foot_way


def register() -> None:
    """Add the entries; called once by the app."""
    add_nav(
        "workspace",
        NavItem(
            "spending_work:orders",
            Words(N_("Funds and payments")),
            "coin-yuan",
            40,
            may_see=lambda hat: bool(hat.may("payment.see")),
        ),
    )
    add_foot_way(N_("Check"), "spending:mine", Words(N_("Aid that was meant for you")), order=40)
    add_nav(
        "desk",
        NavItem(
            "spending_desk:denials",
            Words(N_("Denied payments")),
            "alert-circle",
            45,
            may_see=lambda hat: bool(hat.may("denial.settle")),
        ),
    )
