"""What posts allow in disclosure."""

from qianshan.mechanisms.access.api import CHARITY, register_capability
from qianshan.mechanisms.words import N_, Words


def register() -> None:
    """Make them known; called once by the app."""
    register_capability(
        "report.write",
        roles={"head", "project_officer", "disclosure_officer", "accountant"},
        words=Words(N_("Write reports for publication")),
        kinds={CHARITY},
    )
    register_capability(
        "report.publish",
        roles={"head", "disclosure_officer"},
        words=Words(N_("Publish reports")),
        kinds={CHARITY},
    )
