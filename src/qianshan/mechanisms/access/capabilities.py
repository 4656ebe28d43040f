"""Capabilities: what a post allows, registered by the slice that asks for it."""

from dataclasses import dataclass

from qianshan.mechanisms.access.kinds import ROLES, TwoMeanings
from qianshan.mechanisms.words import Words


@dataclass(frozen=True, slots=True)
class Capability:
    """A thing that some roles may do; `words` completes the sentence “You may not …” on its own."""

    key: str
    roles: frozenset[str]
    words: Words
    kinds: frozenset[str] | None


CAPABILITIES: dict[str, Capability] = {}


class UnknownCapability(LookupError):
    """A permission is asked for that nobody registered."""


def register_capability(key: str, *, roles: set[str], words: Words, kinds: set[str] | None = None) -> None:
    """Let these roles do this, in organisations of these kinds (None: every kind that has the role).

    `words` names the deed for people: Words(N_("Decide on a fundraising plan")).

    Raises:
        TwoMeanings: the key is known with another content.
        LookupError: a role is unknown.
    """
    for role in roles:
        if role not in ROLES:
            raise LookupError(f"capability {key} names the role {role}: register_role it first")
    capability = Capability(key, frozenset(roles), words, frozenset(kinds) if kinds else None)
    if CAPABILITIES.setdefault(key, capability) != capability:
        raise TwoMeanings(f"capability {key} is registered twice: {CAPABILITIES[key]} and {capability}")


def capability(key: str) -> Capability:
    """The capability of this key.

    Raises:
        UnknownCapability: nobody registered it.
    """
    try:
        return CAPABILITIES[key]
    except KeyError as error:
        raise UnknownCapability(f"capability {key} is not registered: see register_capability") from error
