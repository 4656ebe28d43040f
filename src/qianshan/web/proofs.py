"""What somebody without an account has proved in this session: a phone number, a link he opened.

A slice says what a link of its purpose leads to (`register_link`), sends `link_url(…)`, and puts
`@needs_phone` or `granted(…)` before its page. The link's page shows one button and never acts;
the press leads to a URL without the token.
"""

import base64
import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from qianshan.mechanisms.access.api import OpenedLink, person_by_phone
from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.calendar.clock import now
from qianshan.mechanisms.sealed.api import seal_for_system, unseal_for_system
from qianshan.mechanisms.words import Words
from qianshan.web.hats import private

P = ParamSpec("P")

PHONE_HOURS = 12
_PHONE, _GRANTS = "proved_phone", "opened_links"
_MOST_GRANTS = 20
_PURPOSE = "session"


@dataclass(frozen=True, slots=True)
class PhoneProof:
    """A number that was proved by a code in this session; `person_id` when somebody is known by it."""

    phone: str
    person_id: int | None
    proved_at: datetime

    @property
    def actor(self) -> Actor:
        """Whoever holds the phone, for commands."""
        return Actor.link("phone", at=now(), person_id=self.person_id)


@dataclass(frozen=True, slots=True)
class LinkPurpose:
    """What links of a purpose lead to, and what their one button says."""

    key: str
    title: Words
    text: Words
    button: Words
    target: Callable[[OpenedLink], str]


_purposes: dict[str, LinkPurpose] = {}


def register_link(
    key: str, *, title: Words, text: Words, button: Words, target: Callable[[OpenedLink], str]
) -> None:
    """Say what links of a purpose lead to; `target` gives the address after the press.

    Raises:
        ValueError: the purpose is known already.
    """
    if key in _purposes:
        raise ValueError(f"link purpose {key} is registered twice")
    _purposes[key] = LinkPurpose(key, title, text, button, target)


def link_purpose(key: str) -> LinkPurpose | None:
    """The purpose of this key."""
    return _purposes.get(key)


def link_url(purpose: str, token: str) -> str:
    """The absolute address of a link, from the configured base address, in Chinese."""
    return str(settings.LINK_ADDRESS % {"purpose": purpose, "token": token})


def for_session(text: str) -> str:
    """Seal a text that waits in the session: sessions are rows of the database, and dumps hold them."""
    return base64.b64encode(seal_for_system(_PURPOSE, text)).decode()


def from_session(sealed: str) -> str:
    """Open what `for_session` sealed."""
    return unseal_for_system(_PURPOSE, base64.b64decode(sealed))


def remember_phone(request: HttpRequest, phone: str) -> None:
    """Keep for this session that the number was proved; the session gets a new key."""
    request.session.cycle_key()
    request.session[_PHONE] = {"sealed": for_session(phone), "at": now().isoformat()}


def forget_phone(request: HttpRequest) -> None:
    """Leave: the number has to be proved anew."""
    request.session.pop(_PHONE, None)


def phone_proof(request: HttpRequest) -> PhoneProof | None:
    """The number proved in this session within the last twelve hours."""
    kept = request.session.get(_PHONE)
    if not isinstance(kept, dict):
        return None
    at = datetime.fromisoformat(kept["at"])
    if not at <= now() < at + timedelta(hours=PHONE_HOURS):
        return None
    phone = from_session(kept["sealed"])
    return PhoneProof(phone, person_by_phone(phone), at)


def needs_phone(
    page: Callable[Concatenate[HttpRequest, PhoneProof, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Call `page(request, proof, …)` for whoever proved a phone number; else lead to the code page."""

    @functools.wraps(page)
    def proved(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        proof = phone_proof(request)
        if proof is None:
            target = reverse("accounts:phone")
            if request.method == "GET":
                target += "?" + urlencode({"next": request.get_full_path()})
            return HttpResponseRedirect(target)
        return private(page(request, proof, *args, **kwargs))

    return proved


def remember_link(request: HttpRequest, opened: OpenedLink) -> None:
    """Keep for this session that the link was opened, until it expires; the newest twenty are kept."""
    request.session.cycle_key()
    grants = request.session.get(_GRANTS, {})
    key = _grant_key(opened.purpose, opened.object_kind, opened.object_key)
    grants.pop(key, None)
    grants[key] = {"until": opened.expires_at.isoformat(), "person": opened.person_id}
    request.session[_GRANTS] = dict(list(grants.items())[-_MOST_GRANTS:])


def granted(request: HttpRequest, purpose: str, object_kind: str, object_key: object) -> Actor | None:
    """Whoever opened a link of this purpose to this object in this session; None when nobody did."""
    grant = request.session.get(_GRANTS, {}).get(_grant_key(purpose, object_kind, str(object_key)))
    if grant is None or datetime.fromisoformat(grant["until"]) <= now():
        return None
    return Actor.link(purpose, at=now(), person_id=grant["person"])


def newest_grant(request: HttpRequest, purpose: str, object_kind: str) -> tuple[str, Actor] | None:
    """The object of the newest link of a purpose that was opened in this session, and who opened it."""
    start = _grant_key(purpose, object_kind, "")
    for key in reversed(list(request.session.get(_GRANTS, {}))):
        if key.startswith(start):
            object_key = key.removeprefix(start)
            actor = granted(request, purpose, object_kind, object_key)
            return (object_key, actor) if actor else None
    return None


def _grant_key(purpose: str, object_kind: str, object_key: str) -> str:
    return f"{purpose}|{object_kind}|{object_key}"
