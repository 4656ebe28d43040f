"""Who may read the trace, and where it stands in the menu."""

from qianshan.mechanisms.access.api import OPERATOR, Hat, register_capability
from qianshan.mechanisms.words import N_, Words
from qianshan.web.navigation import NavItem, add_nav

READ = "audit.read"


def register_menus() -> None:
    """Reading the trace is the audit administrator's alone."""
    register_capability(READ, roles={"audit_admin"}, words=Words(N_("Read the trace")), kinds={OPERATOR})
    add_nav("desk", NavItem("audit:acts", Words(N_("Trace")), "history", order=90, may_see=may_read))
    add_nav(
        "desk",
        NavItem("audit:refusals", Words(N_("Refused attempts")), "circle-x", order=91, may_see=may_read),
    )


def may_read(hat: Hat) -> bool:
    """Whether this hat reads the trace."""
    return bool(hat.may(READ))
