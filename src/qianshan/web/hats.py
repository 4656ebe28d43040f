"""As whom: the decorator that takes the hat from the URL, or leads to the sign-in page."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language

from qianshan.mechanisms.access.api import Hat, NotSignedIn, actor_for, chosen, hats_of, signed_in
from qianshan.mechanisms.acts.api import Actor

P = ParamSpec("P")
ResponseT = TypeVar("ResponseT", bound=HttpResponseBase)


def needs_hat(
    page: Callable[Concatenate[HttpRequest, Hat, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Call `page(request, hat, …)` with the hat that the URL names as `uscc` or `authority`.

    Nobody signed in: to the sign-in page and back. A hat that this person does not hold: 404.
    The page gets `hat` in the request too (`request.hat`), for the shell's header.
    """

    @functools.wraps(page)
    def wearing(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        place = "desk" if "authority" in kwargs else "work"
        code = str(kwargs.pop("authority", None) or kwargs.pop("uscc", ""))
        try:
            signed_in(request)
        except NotSignedIn:
            return to_sign_in(request)
        hats = hats_of(request)
        worn = chosen([one for one in hats if one.place == place], code)
        request.hat = worn  # type: ignore[attr-defined]  # read by the shells' context processor
        request.hats = [hat_way(one, worn) for one in hats]  # type: ignore[attr-defined]  # the same
        return private(page(request, worn, *args, **kwargs))

    return wearing


@dataclass(frozen=True, slots=True)
class HatWay:
    """A hat in the menu of the header."""

    name: str
    roles: str
    href: str
    current: bool


def hat_way(hat: Hat, worn: Hat | None = None) -> HatWay:
    """Where a hat leads in the reader's language."""
    prefix = "/en" if get_language() == "en" else ""
    current = worn is not None and hat.organisation_id == worn.organisation_id
    return HatWay(hat.name, hat.role_names, prefix + hat.path, current)


def needs_sign_in(
    page: Callable[Concatenate[HttpRequest, Actor, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Call `page(request, actor, …)` for whoever is signed in, without a hat; else to the sign-in page."""

    @functools.wraps(page)
    def signed(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            actor = actor_for(request)
        except NotSignedIn:
            return to_sign_in(request)
        return private(page(request, actor, *args, **kwargs))

    return signed


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in page, which leads back to a page that was asked for by GET."""
    target = reverse("accounts:sign_in")
    if request.method == "GET":
        target += "?" + urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(target)


def private(response: ResponseT) -> ResponseT:
    """What one person sees is kept by no cache."""
    response.headers.setdefault("Cache-Control", "private, no-store")
    return response
