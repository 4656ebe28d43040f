"""What posts allow among the charities' own affairs."""

from qianshan.mechanisms.access.api import CHARITY, register_capability
from qianshan.mechanisms.words import N_, Words


def register() -> None:
    """Make them known; called once by the app."""
    register_capability(
        "recognition.apply",
        roles={"head"},
        words=Words(N_("Apply for recognition as a charity")),
        kinds={CHARITY},
    )
    register_capability(
        "qualification.apply",
        roles={"head"},
        words=Words(N_("Apply for the public fundraising qualification")),
        kinds={CHARITY},
    )
