"""Pages for those without an account: a link's one button, and a phone number proved by a code."""

from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from qianshan.mechanisms.access.api import (
    DeadLink,
    TooMany,
    checked_phone,
    look_at_link,
    open_link,
    prove_phone,
    request_code,
)
from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.calendar.clock import now
from qianshan.mechanisms.sealed.api import mask_phone
from qianshan.mechanisms.words import N_, Words
from qianshan.web.addresses import client_address, safe_next
from qianshan.web.forms import form_status, refusals_as_errors
from qianshan.web.hats import private
from qianshan.web.proofs import (
    LinkPurpose,
    for_session,
    forget_phone,
    from_session,
    link_purpose,
    remember_link,
    remember_phone,
)

PURPOSE = "phone"
_ASKED = "asked_phone"


class PhoneForm(forms.Form):
    """A mobile number."""

    phone = forms.CharField(
        label=_("Mobile number"),
        help_text=_("You get a code by SMS. It costs nothing and needs no account."),
        max_length=20,
        error_messages={"required": _("Enter the mobile number with which you gave.")},
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel", "class": "qs-input-short"}),
    )


class CodeForm(forms.Form):
    """The six digits."""

    code = forms.CharField(
        label=_("Code from the SMS"),
        help_text=_("Six digits, valid for 10 minutes."),
        max_length=12,
        error_messages={"required": _("Enter the six digits from the SMS.")},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "qs-input-short"}
        ),
    )


@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, purpose: str, token: str) -> HttpResponse:
    """A link from an SMS: looking shows one button, the press opens it and leads on without the token."""
    known = link_purpose(purpose)
    if known is None:
        raise DeadLink(Words(N_("There is no such link.")), field="link")
    if request.method == "POST":
        opened = open_link(token=token, purpose=purpose, by=Actor.link(purpose, at=now()))
        remember_link(request, opened)
        return _unreferred(HttpResponseRedirect(known.target(opened)))
    try:
        look_at_link(token, purpose, now())
    except DeadLink as dead:
        return _unreferred(render(request, "accounts/dead_link.html", {"words": dead.words}, status=404))
    return _unreferred(_one_button(request, known))


def _one_button(request: HttpRequest, known: LinkPurpose) -> HttpResponse:
    return render(request, "accounts/link.html", {"purpose": known})


def _unreferred(response: HttpResponse) -> HttpResponse:
    """The token is in no Referer; `no-referrer` would also make browsers send `Origin: null` with the press."""
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return private(response)


@require_http_methods(["GET", "POST"])
def phone(request: HttpRequest) -> HttpResponse:
    """Ask for a number and send it a code; the answer is the same whether it is known or not."""
    form = PhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_as_errors(form):
            number = checked_phone(form.cleaned_data["phone"])
            try:
                request_code(phone=number, purpose=PURPOSE, address=client_address(request), at=now())
            except TooMany as often:
                form.add_error("phone", str(often))
                return _phone_page(request, form, status=429)
            request.session[_ASKED] = for_session(number)
            return HttpResponseRedirect(_with_next(reverse("accounts:phone_code"), request))
    return _phone_page(request, form, status=form_status(form))


def _phone_page(request: HttpRequest, form: PhoneForm, *, status: int) -> HttpResponse:
    content = {"form": form, "next": safe_next(request)}
    return private(render(request, "accounts/phone.html", content, status=status))


@require_http_methods(["GET", "POST"])
def phone_code(request: HttpRequest) -> HttpResponse:
    """Take the code; the number is remembered for this session only."""
    asked = request.session.get(_ASKED)
    if not asked:
        return HttpResponseRedirect(_with_next(reverse("accounts:phone"), request))
    number = from_session(asked)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_as_errors(form):
            prove_phone(phone=number, code=form.cleaned_data["code"], purpose=PURPOSE, at=now())
            request.session.pop(_ASKED, None)
            remember_phone(request, number)
            return HttpResponseRedirect(safe_next(request) or "/")
    content = {"form": form, "next": safe_next(request), "masked": mask_phone(number)}
    return private(render(request, "accounts/phone_code.html", content, status=form_status(form)))


@require_http_methods(["POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Forget the proved number."""
    forget_phone(request)
    return HttpResponseRedirect(safe_next(request) or "/")


def _with_next(url: str, request: HttpRequest) -> str:
    target = safe_next(request)
    return f"{url}?{urlencode({'next': target})}" if target else url
