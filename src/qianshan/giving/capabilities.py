"""What posts allow in giving, and where it stands in the navigation."""

from qianshan.mechanisms.access.api import CHARITY, register_capability
from qianshan.mechanisms.words import N_, Words
from qianshan.web.navigation import NavItem, add_nav


def register() -> None:
    """Make them known; called once by the app."""
    register_capability(
        "gift.see",
        roles={"head", "project_officer", "accountant", "cashier", "approver"},
        words=Words(N_("See gifts and what waits at the channel")),
        kinds={CHARITY},
    )
    register_capability(
        "receipt.ask",
        roles={"head", "accountant"},
        words=Words(N_("Settle differences and ask for receipts anew")),
        kinds={CHARITY},
    )
    add_nav(
        "workspace",
        NavItem(
            "giving_work:gifts",
            Words(N_("Gifts")),
            "heart",
            35,
            may_see=lambda hat: bool(hat.may("gift.see")),
        ),
    )
