"""From where a request comes, and whether a page to go back to is ours."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

_LONGEST = 1000


def client_address(request: HttpRequest) -> str:
    """The caller's address: the peer's, or what the last of our own proxies saw."""
    proxies = int(settings.PROXIES)
    if proxies:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
        if len(hops) >= proxies:
            return str(hops[-proxies])
    return str(request.META.get("REMOTE_ADDR", ""))


def safe_next(request: HttpRequest) -> str:
    """The page of ours that was asked for before, from the form or the address; empty if it is not ours."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    if len(target) > _LONGEST or not target.startswith("/"):
        return ""
    return target if url_has_allowed_host_and_scheme(target, allowed_hosts=None) else ""


def absolute(path: str) -> str:
    """An absolute address of ours, from the configured base address, never from the Host header."""
    return settings.BASE_URL.rstrip("/") + path
