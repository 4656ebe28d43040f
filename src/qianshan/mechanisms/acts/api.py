"""The door of the acts: what other mechanisms and slices use."""

from qianshan.mechanisms.acts.actor import Actor, ActorKind
from qianshan.mechanisms.acts.door import act_id, command, subject
from qianshan.mechanisms.acts.models import ActedModel
from qianshan.mechanisms.acts.queries import ActLine, acts_on, is_practice
from qianshan.mechanisms.acts.refusals import (
    BadInput,
    Conflict,
    NotAllowed,
    NotFound,
    Refusal,
    WrongState,
)
from qianshan.mechanisms.acts.rights import Rights

__all__ = [
    "ActLine",
    "ActedModel",
    "Actor",
    "ActorKind",
    "BadInput",
    "Conflict",
    "NotAllowed",
    "NotFound",
    "Refusal",
    "Rights",
    "WrongState",
    "act_id",
    "acts_on",
    "command",
    "is_practice",
    "subject",
]
