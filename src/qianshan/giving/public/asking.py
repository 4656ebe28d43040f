"""Asking what became of a payment: by a press, and by the page itself every few seconds."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from qianshan.giving.public.own import own_gift
from qianshan.giving.types import GiftView
from qianshan.mechanisms.access.api import take
from qianshan.mechanisms.calendar.clock import now
from qianshan.mechanisms.channels.api import ChannelDown, ChannelRefused, ask_order
from qianshan.web.hats import private

_SECONDS = 3


@require_POST
def ask(request: HttpRequest, uscc: str, code: str) -> HttpResponse:
    """Ask the channel now, at most once in three seconds; then show the result."""
    gift, _by = own_gift(request, code)
    ask_channel(gift)
    return HttpResponseRedirect(reverse("giving:result", args=[uscc, code]))


def ask_channel(gift: GiftView) -> None:
    """Ask the channel about an unpaid order; silence is no answer and changes nothing."""
    if gift.paid_at or not take(f"ask:{gift.code}", most=1, seconds=_SECONDS, at=now()):
        return
    try:
        ask_order(gift.order_id, now=now())
    except (ChannelDown, ChannelRefused):
        return


@require_GET
def state(request: HttpRequest, code: str) -> HttpResponse:
    """Where a gift stands: `open`, `paid`, `booked`, `closed`; read by the waiting page."""
    gift, _by = own_gift(request, code)
    return private(JsonResponse({"code": code, "state": state_of(gift)}))


def state_of(gift: GiftView) -> str:
    """One word for where a gift stands."""
    if gift.booked_at:
        return "booked"
    if gift.paid_at:
        return "paid"
    return "closed" if gift.order_closed or gift.expires_at <= now() else "open"
