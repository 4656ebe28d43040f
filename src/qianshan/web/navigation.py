"""The navigation of the three places, into which slices register their entries.

A slice calls `add_nav("workspace", NavItem(...))` in its app's `ready()`; the web tier never
names a slice. An entry whose URL does not exist, or whose hat may not see it, is not shown.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from qianshan.mechanisms.words import Words

PLACES = ("public", "phone", "workspace", "desk")
_items: dict[str, dict[str, "NavItem"]] = {place: {} for place in PLACES}


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the navigation.

    Attributes:
        url_name: the name of its URL; in workspace and desk its arguments are those of the hat.
        words: its name.
        icon: Tabler name, in the sprite.
        order: entries stand by it; leave gaps of ten.
        may_see: asked with the hat; None lets every hat see it.
        exact: marked only on its own page, not on those below.
    """

    url_name: str
    words: Words
    icon: str
    order: int
    may_see: Callable[[Any], bool] | None = None
    exact: bool = False

    def href(self, request: HttpRequest, hat: Any) -> str:
        """Its address for this hat; empty when it does not exist or may not be seen."""
        if self.may_see and not (hat and self.may_see(hat)):
            return ""
        match = request.resolver_match
        kwargs = {
            key: value
            for key, value in (match.kwargs if match else {}).items()
            if key in ("uscc", "authority") and hat
        }
        try:
            return reverse(self.url_name, kwargs=kwargs)
        except NoReverseMatch:
            return ""


def add_nav(place: str, item: NavItem) -> None:
    """Register an entry; once for each URL name.

    Raises:
        ValueError: no such place, or the entry is there already.
    """
    if place not in PLACES:
        raise ValueError(f"navigation place “{place}”, expected one of {PLACES}")
    if item.url_name in _items[place]:
        raise ValueError(f"navigation of {place} has “{item.url_name}” already")
    _items[place][item.url_name] = item


def items_for(place: str) -> list[NavItem]:
    """The entries of a place in their order."""
    return sorted(_items[place].values(), key=lambda item: (item.order, item.url_name))
