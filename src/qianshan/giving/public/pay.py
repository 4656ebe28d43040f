"""The pay step: a code to scan on a desktop, a jump on a phone."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET

from qianshan.charities.api import charity
from qianshan.fundraising.api import plan, project_by_id
from qianshan.giving.public.own import own_gift
from qianshan.giving.public.site import charity_with_site, site_of
from qianshan.giving.types import GiftView
from qianshan.mechanisms.calendar.clock import date_of, now
from qianshan.mechanisms.channels.api import ChannelDown, ChannelRefused, Method, Offer, offer
from qianshan.mechanisms.documents.api import qr_svg
from qianshan.mechanisms.money import yuan
from qianshan.web.addresses import client_address
from qianshan.web.hats import private

_PHONE = re.compile(r"Mobile|Android|iPhone|HarmonyOS")


@dataclass(frozen=True, slots=True)
class Way:
    """How this payer gets to the channel; `offer` None when it does not answer."""

    method: Method
    offer: Offer | None

    @property
    def qr(self) -> SafeString:
        """The code as SVG, drawn by us."""
        drawn = qr_svg(self.offer.url, border=2) if self.offer and self.method is Method.SCAN else ""
        return mark_safe(drawn)  # noqa: S308  (our own drawing, no text of others in it)

    @property
    def sandbox_href(self) -> str:
        """The sandbox's page where one pays in practice; empty with a real channel."""
        base = settings.SANDBOX_URL
        return self.offer.url if self.offer and base and self.offer.url.startswith(base + "/") else ""


@require_GET
def pay(request: HttpRequest, uscc: str, code: str) -> HttpResponse:
    """Show where this gift can be paid; a paid or dead order leads to its result."""
    owner = charity_with_site(uscc)
    gift, _by = own_gift(request, code)
    result = reverse("giving:result", args=[uscc, code])
    if gift.charity_id != owner.id or gift.paid_at or gift.order_closed or gift.expires_at <= now():
        return HttpResponseRedirect(result)
    filed = plan(gift.plan_id)
    content = {
        "site": site_of(owner),
        "charity": charity(gift.charity_id, on=date_of(now())),
        "project": project_by_id(gift.project_id),
        "plan": filed,
        "share": f"{filed.q_bp / 100:g}",
        "gift": gift,
        "programme_fen": gift.amount_fen - gift.cost_fen,
        "way": _way(request, gift),
        "is_phone": _is_phone(request),
        "result_href": result,
        "amount_text": yuan(gift.amount_fen).replace(",", ""),
    }
    return private(render(request, "giving/pay.html", content))


def _is_phone(request: HttpRequest) -> bool:
    return bool(_PHONE.search(request.headers.get("User-Agent", "")))


def _way(request: HttpRequest, gift: GiftView) -> Way:
    method = Method.JUMP if _is_phone(request) else Method.SCAN
    try:
        found = offer(gift.order_id, method=method, now=now(), payer_address=client_address(request))
    except (ChannelDown, ChannelRefused):
        return Way(method, None)
    return Way(method, found)
