"""Tables of access."""

from qianshan.mechanisms.access.models.account import Account
from qianshan.mechanisms.access.models.organisation import Organisation
from qianshan.mechanisms.access.models.person import Person
from qianshan.mechanisms.access.models.post import Post, PostState
from qianshan.mechanisms.access.models.proof import DayCount, Limit, Link, PhoneCode
from qianshan.mechanisms.access.models.recovery import Recovery

__all__ = [
    "Account",
    "DayCount",
    "Limit",
    "Link",
    "Organisation",
    "Person",
    "PhoneCode",
    "Post",
    "PostState",
    "Recovery",
]
