"""As whom: the decorator that takes the hat from the URL, or leads to the sign-in page."""

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from qianshan.mechanisms.access.api import Hat, NotSignedIn, actor_for, hat
from qianshan.mechanisms.acts.api import Actor

P = ParamSpec("P")


def needs_hat(
    page: Callable[Concatenate[HttpRequest, Hat, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Call `page(request, hat, …)` with the hat that the URL names as `uscc` or `authority`.

    Nobody signed in: to the sign-in page and back. A hat that this person does not hold: 404.
    The page gets `hat` in the request too (`request.hat`), for the shell's header.
    """

    @functools.wraps(page)
    def wearing(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        code = str(kwargs.pop("uscc", None) or kwargs.pop("authority", ""))
        try:
            worn = hat(request, code)
        except NotSignedIn:
            return to_sign_in(request)
        request.hat = worn  # type: ignore[attr-defined]  # read by the shells' context processor
        return private(page(request, worn, *args, **kwargs))

    return wearing


def needs_sign_in(
    page: Callable[Concatenate[HttpRequest, Actor, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Call `page(request, actor, …)` for whoever is signed in, without a hat; else to the sign-in page."""

    @functools.wraps(page)
    def signed(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
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


def private(response: HttpResponse) -> HttpResponse:
    """What one person sees is kept by no cache."""
    response.headers.setdefault("Cache-Control", "private, no-store")
    return response
