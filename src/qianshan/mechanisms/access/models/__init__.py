"""Tables of access."""

from qianshan.mechanisms.access.models.account import Account
from qianshan.mechanisms.access.models.organisation import Organisation
from qianshan.mechanisms.access.models.person import Person
from qianshan.mechanisms.access.models.post import Post, PostState

__all__ = ["Account", "Organisation", "Person", "Post", "PostState"]
