"""Ways through the product: crumbs, tabs, pages of a list, the language switch, side navigation."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template import RequestContext
from django.urls import translate_url
from django.utils.translation import get_language

from qianshan.web.components.library import register
from qianshan.web.navigation import NavItem, items_for

PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Crumb:
    """One station of the way here."""

    name: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: a link, with a count if there is one."""

    name: str
    href: str
    current: bool = False
    count: int | None = None


@register.inclusion_tag("components/crumbs.html")
def crumbs(items: Sequence[Crumb]) -> dict[str, object]:
    """The way to this page; the page itself is not among them."""
    return {"crumbs": items}


@register.inclusion_tag("components/tabs.html")
def tabs(items: Sequence[Tab], *, label: str) -> dict[str, object]:
    """Tabs as links: each is a URL."""
    return {"tabs": items, "label": label}


@register.inclusion_tag("components/pagination.html")
def pagination(page: Any) -> dict[str, object]:
    """Earlier and later rows of a listing page, with what is shown; see mechanisms.listing."""
    return {"page": page}


@register.inclusion_tag("components/language_switch.html", takes_context=True)
def language_switch(context: RequestContext) -> dict[str, object]:
    """This page in the other language."""
    request: HttpRequest = context["request"]
    current = get_language() or settings.LANGUAGE_CODE
    code, name = next((c, n) for c, n in settings.LANGUAGES if c != current)
    return {"href": translate_url(request.get_full_path(), code), "code": code, "name": name}


@register.inclusion_tag("components/nav_items.html", takes_context=True)
def nav_items(context: RequestContext, place: str, *, icons: bool = False) -> dict[str, object]:
    """The entries that slices registered for a place, the present one marked."""
    request: HttpRequest = context["request"]
    shown = [_shown(item, request, context.get("hat")) for item in items_for(place)]
    entries = [entry for entry in shown if entry["href"]]
    current = max(
        (entry for entry in entries if request.path.startswith(str(entry["href"]))),
        key=lambda entry: len(str(entry["href"])),
        default=None,
    )
    if current and current["item"].exact and request.path != current["href"]:
        current = None
    return {"entries": entries, "current": current, "icons": icons}


def _shown(item: NavItem, request: HttpRequest, hat: Any) -> dict[str, Any]:
    return {"item": item, "href": item.href(request, hat)}
