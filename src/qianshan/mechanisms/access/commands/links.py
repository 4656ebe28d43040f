"""Signed links: issued for one object and one purpose, used by a press, never by opening a page."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q

from qianshan.mechanisms.access.models import Link
from qianshan.mechanisms.acts.api import Actor, NotFound, command, subject
from qianshan.mechanisms.words import N_, Words

_TOKEN_BYTES = 16


class DeadLink(NotFound):
    """The link is unknown, expired, revoked or used up; which of these is not told."""

    code = "dead_link"


@dataclass(frozen=True, slots=True)
class LinkWanted:
    """A link to issue: to what, for whom, until when, how often."""

    object_kind: str
    object_key: str
    expires_at: datetime
    person_id: int | None = None
    max_uses: int | None = None


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """What a link leads to."""

    link_id: int
    purpose: str
    object_kind: str
    object_key: str
    person_id: int | None
    expires_at: datetime


@command("access.link.issue")
def issue_links(*, purpose: str, wanted: list[LinkWanted], by: Actor) -> list[str]:
    """Issue links; returns their tokens (128 bits each) in order. Only hashes are stored."""
    tokens = [secrets.token_urlsafe(_TOKEN_BYTES) for _ in wanted]
    Link.objects.bulk_create(
        Link(
            token_hash=_hash(token),
            purpose=purpose,
            object_kind=one.object_kind,
            object_key=one.object_key,
            person_id=one.person_id,
            issued_at=by.at,
            expires_at=one.expires_at,
            max_uses=one.max_uses,
        )
        for token, one in zip(tokens, wanted, strict=True)
    )
    for one in wanted:
        subject(one.object_kind, one.object_key)
    return tokens


def issue_link(  # noqa: PLR0913  (keyword-only, each a column)
    *,
    purpose: str,
    object_kind: str,
    object_key: object,
    expires_at: datetime,
    by: Actor,
    person_id: int | None = None,
    max_uses: int | None = None,
) -> str:
    """Issue one link; returns its token."""
    wanted = LinkWanted(object_kind, str(object_key), expires_at, person_id, max_uses)
    return issue_links(purpose=purpose, wanted=[wanted], by=by)[0]


def look_at_link(token: str, purpose: str, at: datetime) -> OpenedLink:
    """What a link would lead to, without using it: for the page with the one button.

    Raises:
        DeadLink: it leads nowhere any more.
    """
    found = (
        Link.objects.filter(Q(max_uses__isnull=True) | Q(uses__lt=F("max_uses")))
        .filter(token_hash=_hash(token), purpose=purpose, expires_at__gt=at, revoked_at__isnull=True)
        .first()
    )
    if found is None:
        raise DeadLink(
            Words(N_("This link has expired or was used before. Ask for a new one where you got it.")),
            field="link",
        )
    return OpenedLink(
        found.pk, found.purpose, found.object_kind, found.object_key, found.person_id, found.expires_at
    )


@command("access.link.open")
def open_link(*, token: str, purpose: str, by: Actor) -> OpenedLink:
    """Use a link once. Two presses at the same instant count as two: a link for one use opens once.

    Raises:
        DeadLink: it is unknown, of another purpose, expired, revoked or used up.
    """
    opened = look_at_link(token, purpose, by.at)
    used = Link.objects.filter(
        Q(max_uses__isnull=True) | Q(uses__lt=F("max_uses")), pk=opened.link_id, revoked_at__isnull=True
    ).update(uses=F("uses") + 1, last_used_at=by.at)
    if not used:
        raise DeadLink(
            Words(N_("This link has expired or was used before. Ask for a new one where you got it.")),
            field="link",
        )
    subject("access.link", opened.link_id, "uses")
    subject(opened.object_kind, opened.object_key)
    return opened


@command("access.link.revoke")
def revoke_links(*, object_kind: str, object_key: object, purpose: str, by: Actor) -> int:
    """Revoke all live links of a purpose to an object; returns how many."""
    subject(object_kind, str(object_key), "links")
    return Link.objects.filter(
        object_kind=object_kind, object_key=str(object_key), purpose=purpose, revoked_at__isnull=True
    ).update(revoked_at=by.at)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
