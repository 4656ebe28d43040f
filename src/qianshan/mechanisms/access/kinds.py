"""Kinds of organisations and roles: registered strings, so that a new one needs no migration."""

from dataclasses import dataclass

from qianshan.mechanisms.words import N_, Words

AUTHORITY = "authority"
CHARITY = "charity"
FEDERATION = "federation"
DEPARTMENT = "department"
AUDITOR = "auditor"
PLATFORM = "platform"
UNIVERSITY = "university"
SPONSOR = "sponsor"
OPERATOR = "operator"

KINDS: dict[str, Words] = {
    AUTHORITY: Words(N_("Civil affairs authority")),
    CHARITY: Words(N_("Charity")),
    FEDERATION: Words(N_("Charity federation")),
    DEPARTMENT: Words(N_("Government department")),
    AUDITOR: Words(N_("Auditor")),
    PLATFORM: Words(N_("Designated platform")),
    UNIVERSITY: Words(N_("University")),
    SPONSOR: Words(N_("Sponsor")),
    OPERATOR: Words(N_("Operator of this platform")),
}

HEAD = "head"
SYSTEM_ADMIN = "system_admin"
SECURITY_ADMIN = "security_admin"
AUDIT_ADMIN = "audit_admin"
ADMINISTRATORS = frozenset({SYSTEM_ADMIN, SECURITY_ADMIN, AUDIT_ADMIN})


@dataclass(frozen=True, slots=True)
class Role:
    """A role in a post: its name, the kinds of organisations that have it, and whether it signs."""

    key: str
    words: Words
    kinds: frozenset[str]
    signs: bool = False


ROLES: dict[str, Role] = {}


class TwoMeanings(ValueError):
    """A role or capability is registered twice with different content."""


def register_role(key: str, words: Words, *, kinds: set[str] | None = None, signs: bool = False) -> None:
    """Make a role known; `signs` roles need a person known by the ID number.

    Raises:
        TwoMeanings: the key is known with another content.
    """
    role = Role(key, words, frozenset(kinds or KINDS), signs)
    if ROLES.setdefault(key, role) != role:
        raise TwoMeanings(f"role {key} is registered twice: {ROLES[key]} and {role}")


_OFFICE = {AUTHORITY, DEPARTMENT}
_MONEY = {CHARITY, FEDERATION}

register_role(HEAD, Words(N_("Head of the organisation")), signs=True)
register_role(SYSTEM_ADMIN, Words(N_("System administrator")), kinds={OPERATOR})
register_role(SECURITY_ADMIN, Words(N_("Security administrator")))
register_role(AUDIT_ADMIN, Words(N_("Audit administrator")), kinds={OPERATOR})
register_role("case_officer", Words(N_("Case officer")), kinds=_OFFICE)
register_role("reviewer", Words(N_("Reviewer")), kinds=_OFFICE, signs=True)
register_role("decider", Words(N_("Deciding officer")), kinds=_OFFICE, signs=True)
register_role("inspector", Words(N_("Inspector")), kinds=_OFFICE)
register_role("project_officer", Words(N_("Project officer")), kinds=_MONEY)
register_role("accountant", Words(N_("Accountant")), kinds=_MONEY)
register_role("cashier", Words(N_("Cashier")), kinds=_MONEY)
register_role("approver", Words(N_("Approver of payments")), kinds=_MONEY, signs=True)
register_role("disclosure_officer", Words(N_("Disclosure officer")), kinds=_MONEY)
