"""Hats: as whom a person acts, taken from the URL and checked against the posts of the day."""

from dataclasses import dataclass

from django.http import HttpRequest

from qianshan.mechanisms.access.kinds import AUTHORITY, DEPARTMENT, OPERATOR
from qianshan.mechanisms.access.models import Account
from qianshan.mechanisms.access.verdicts import RoleList, Verdict, may, valid_posts
from qianshan.mechanisms.acts.api import Actor, NotFound
from qianshan.mechanisms.calendar.clock import date_of, now
from qianshan.mechanisms.words import N_, Words

_DESKS = frozenset({AUTHORITY, DEPARTMENT, OPERATOR})


class NotSignedIn(Exception):
    """Nobody is signed in: the edge leads to the sign-in page."""


@dataclass(frozen=True, slots=True)
class Hat:
    """A person acting for an organisation, with the roles of the posts valid today."""

    person_id: int
    person_name: str
    organisation_id: int
    uscc: str
    name: str
    kind: str
    division_code: str
    roles: frozenset[str]
    actor: Actor

    def may(self, capability: str, *, division_code: str | None = None) -> Verdict:
        """Whether this hat allows a deed: for showing a button; the command asks again."""
        return may(self.actor, capability, self.organisation_id, division_code=division_code)

    @property
    def role_names(self) -> str:
        """The roles in the reader's language."""
        return str(RoleList(tuple(sorted(self.roles))))

    @property
    def who(self) -> str:
        """The person and his roles, for the header."""
        return f"{self.person_name} · {self.role_names}"

    @property
    def place(self) -> str:
        """Where this hat works: `desk` for authorities and the operator, `work` for all others."""
        return "desk" if self.kind in _DESKS else "work"

    @property
    def path(self) -> str:
        """The first path segment pair, without language: `/work/<uscc>/`."""
        return f"/{self.place}/{self.uscc}/"


def signed_in(request: HttpRequest) -> Account:
    """The account that is signed in.

    Raises:
        NotSignedIn: nobody is.
    """
    user = request.user
    if not isinstance(user, Account) or not user.is_active:
        raise NotSignedIn
    return user


def hats_of(request: HttpRequest) -> list[Hat]:
    """Every hat that the signed-in person may wear today, by name; empty when nobody is signed in."""
    try:
        account = signed_in(request)
    except NotSignedIn:
        return []
    at = now()
    hats: dict[int, Hat] = {}
    for post in valid_posts(account.person_id, date_of(at)):
        known = hats.get(post.organisation_id)
        roles = frozenset(post.roles) | (known.roles if known else frozenset())
        organisation = post.organisation
        hats[organisation.pk] = Hat(
            person_id=account.person_id,
            person_name=account.person.staff_name,
            organisation_id=organisation.pk,
            uscc=organisation.uscc,
            name=organisation.name,
            kind=organisation.kind,
            division_code=organisation.division_code,
            roles=roles,
            actor=Actor.person(account.person_id, at=at, as_org_id=organisation.pk),
        )
    return list(hats.values())


def hat(request: HttpRequest, uscc: str) -> Hat:
    """The hat named in the URL.

    Raises:
        NotSignedIn: nobody is signed in.
        NotFound: this person holds no post there today, or there is no such organisation.
    """
    signed_in(request)
    return chosen(hats_of(request), uscc)


def chosen(hats: list[Hat], uscc: str) -> Hat:
    """The hat of this code among those that may be worn.

    Raises:
        NotFound: it is none of them.
    """
    for one in hats:
        if one.uscc == uscc:
            return one
    raise NotFound(Words(N_("There is no such page for you.")), field="uscc", value=uscc)


def actor_for(request: HttpRequest) -> Actor:
    """The signed-in person without a hat, for his own affairs.

    Raises:
        NotSignedIn: nobody is signed in.
    """
    return Actor.person(signed_in(request).person_id, at=now())
