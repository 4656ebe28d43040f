"""What the shells ask of every page."""

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from qianshan.mechanisms.calendar import clock
from qianshan.web.installation import practice
from qianshan.web.middleware.requests import request_number
from qianshan.web.ways import account_ways, foot_ways

SHARED_WAYS = {"search_href": "public:search", "giving_href": "giving:mine"}


def shell(request: HttpRequest) -> dict[str, object]:
    """Values of the shells: all of them lazy, none of them personal on a public page."""
    return {
        "practice": practice,
        "today": lambda: clock.date_of(clock.now()),
        "request_number": lambda: request_number(request),
        "foot_ways": foot_ways,
        "account_ways": account_ways,
        "hat": getattr(request, "hat", None),
        "hats": getattr(request, "hats", ()),
        **{key: _reversed(name) for key, name in SHARED_WAYS.items()},
    }


def _reversed(name: str) -> Callable[[], str]:
    def href() -> str:
        try:
            return reverse(name)
        except NoReverseMatch:
            return ""

    return href
