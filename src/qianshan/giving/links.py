"""The donor's link to a gift."""

from django.urls import reverse

from qianshan.mechanisms.access.api import OpenedLink
from qianshan.mechanisms.words import N_, Words
from qianshan.web.proofs import register_link

PURPOSE = "gift"
OBJECT = "giving.gift"


def register() -> None:
    """Say what the link leads to."""
    register_link(
        PURPOSE,
        title=Words(N_("What became of your gift")),
        text=Words(
            N_(
                "This link shows one gift: where each fen is, its receipt and its proof. Whoever holds it sees it."
            )
        ),
        button=Words(N_("Open the gift")),
        target=_target,
    )


def _target(opened: OpenedLink) -> str:
    return reverse("gifts:gift", args=[opened.object_key])
