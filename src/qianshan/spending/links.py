"""Links that go from the platform to a beneficiary's phone."""

from django.urls import reverse

from qianshan.mechanisms.access.api import OpenedLink
from qianshan.mechanisms.words import N_, Words
from qianshan.web.proofs import register_link

CONFIRM = "confirm"
RECIPIENT = "spending.recipient"
VALID_DAYS = 60


def register() -> None:
    """Say what the links lead to; called once by the app."""
    register_link(
        CONFIRM,
        title=Words(N_("Has the aid arrived?")),
        text=Words(
            N_("A charity has paid for something meant for you. On the next page you say whether it arrived.")
        ),
        button=Words(N_("Go on")),
        target=_target,
    )


def _target(opened: OpenedLink) -> str:
    return reverse("spending:confirm", args=[opened.object_key])
