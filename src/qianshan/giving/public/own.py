"""Whose gift it is: ordered in this browser, opened by its link, or given from the proved phone."""

from django.http import HttpRequest

from qianshan.giving import links
from qianshan.giving.queries.gifts import gift
from qianshan.giving.types import GiftView
from qianshan.mechanisms.acts.api import Actor, NotFound
from qianshan.mechanisms.calendar.clock import now
from qianshan.mechanisms.words import N_, Words
from qianshan.web.proofs import granted, phone_proof

_SESSION = "ordered_gifts"
_MOST = 50


class NotYours(NotFound):
    """There is no such gift, or it was not opened here; which of these is not told."""

    code = "not_yours"


def remember_gift(request: HttpRequest, code: str) -> None:
    """Keep in this browser's session that the gift was ordered here."""
    known = [one for one in request.session.get(_SESSION, []) if one != code]
    request.session[_SESSION] = [*known, code][-_MOST:]


def own_gift(request: HttpRequest, code: str) -> tuple[GiftView, Actor]:
    """The gift and who looks at it.

    Raises:
        NotYours: nobody here has shown that it is his.
    """
    by_link = granted(request, links.PURPOSE, links.OBJECT, code)
    if by_link is not None:
        return gift(code), by_link
    if code in request.session.get(_SESSION, []):
        return gift(code), Actor.link("give", at=now())
    proof = phone_proof(request)
    if proof is not None and proof.person_id is not None:
        found = gift(code)
        if found.donor_id == proof.person_id:
            return found, proof.actor
    raise NotYours(
        Words(N_("Open this gift by the link in the SMS, or prove the phone number with which it was given."))
    )
