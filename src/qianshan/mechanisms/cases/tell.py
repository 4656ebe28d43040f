"""Who is told what happens to a case, and by which words."""

from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.cases.models import Case


def tell_authority(case: Case, event: str, by: Actor) -> None:
    """The authority sees it in its queue; nobody is rung."""


def tell_applicant(case: Case, event: str, by: Actor) -> None:
    """The person who sent it last is told that something happened, and where to look."""
