"""What the posts of an authority allow in cases."""

from qianshan.mechanisms.access.api import AUTHORITY, register_capability
from qianshan.mechanisms.words import N_, Words

OPEN = "case.open"
HANDLE = "case.handle"
REVIEW = "case.review"
APPROVE = "case.approve"


def register() -> None:
    """Make them known; called once by the app."""
    officers = {"case_officer", "reviewer", "decider"}
    kinds = {AUTHORITY}
    register_capability(OPEN, roles=officers, words=Words(N_("Open and hold cases")), kinds=kinds)
    register_capability(
        HANDLE,
        roles={"case_officer"},
        words=Words(N_("Handle cases: accept, return, file, propose")),
        kinds=kinds,
    )
    register_capability(REVIEW, roles={"reviewer"}, words=Words(N_("Review proposed decisions")), kinds=kinds)
    register_capability(APPROVE, roles={"decider"}, words=Words(N_("Approve decisions")), kinds=kinds)
