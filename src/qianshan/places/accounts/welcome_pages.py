"""Opening an invited account: password, second factor, recovery codes."""

from urllib.parse import quote, urlencode

from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from qianshan.mechanisms.access.api import (
    INVITATION,
    DeadLink,
    OpenedLink,
    PersonLine,
    account_of,
    activate_account,
    open_account,
    person_line,
    recovery_codes_of,
)
from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.words import N_, Words
from qianshan.places.accounts.sign_forms import FactorForm, WelcomeForm
from qianshan.web.components.procedure import Step
from qianshan.web.forms import form_status, refusals_as_errors
from qianshan.web.hats import private
from qianshan.web.proofs import for_session, from_session, newest_grant, register_link

_INVITED, _SECRET, _SHOWN = "invited_person", "factor_secret", "codes_of_account"


def register_invitation() -> None:
    """Say what invitation links lead to."""
    register_link(
        INVITATION,
        title=Words(N_("Open your account")),
        text=Words(
            N_(
                "You were invited to work on this platform. You choose a password and set up one-time codes; it takes three minutes and needs your phone."
            )
        ),
        button=Words(N_("Start now")),
        target=_begin,
    )


def _begin(_opened: OpenedLink) -> str:
    return reverse("accounts:welcome")


def _invited(request: HttpRequest) -> tuple[PersonLine, Actor]:
    found = newest_grant(request, INVITATION, "access.person")
    if found is None:
        raise DeadLink(Words(N_("Open the link of your invitation first.")), field="link")
    return person_line(int(found[0])), found[1]


@sensitive_post_parameters("new", "again")
@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """First step: a password, and the phone number when none is known."""
    person, actor = _invited(request)
    form = WelcomeForm(request.POST or None, needs_phone=not person.has_phone)
    if request.method == "POST" and form.is_valid():
        with refusals_as_errors(form):
            open_account(
                person_id=person.id,
                password=form.cleaned_data["new"],
                phone=form.cleaned_data.get("phone"),
                by=actor,
            )
            request.session.pop(_SECRET, None)
            return HttpResponseRedirect(reverse("accounts:factor"))
    content = {"form": form, "person": person, "steps": _steps(0)}
    return private(render(request, "accounts/welcome.html", content, status=form_status(form)))


@require_http_methods(["GET", "POST"])
def factor(request: HttpRequest) -> HttpResponse:
    """Second step: the authenticator's secret as a code to scan and as text, and its first code."""
    person, actor = _invited(request)
    account = account_of(person.id)
    if account is None:
        return HttpResponseRedirect(reverse("accounts:welcome"))
    if _SECRET not in request.session:
        request.session[_SECRET] = for_session(generate_totp_secret())
    secret = from_session(request.session[_SECRET])
    form = FactorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_as_errors(form):
            code = "".join(form.cleaned_data["code"].split())
            activate_account(account_id=account.id, secret=secret, code=code, by=actor)
            del request.session[_SECRET]
            request.session[_SHOWN] = account.id
            return HttpResponseRedirect(reverse("accounts:recovery_codes_first"))
    content = {
        "form": form,
        "steps": _steps(1),
        "qr": _qr(secret, person.staff_name),
        "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
    }
    return private(render(request, "accounts/factor.html", content, status=form_status(form)))


@require_http_methods(["GET"])
def recovery_codes_first(request: HttpRequest) -> HttpResponse:
    """Third step: the recovery codes, in the session that set the account up only."""
    account_id = request.session.get(_SHOWN)
    if account_id is None:
        return HttpResponseRedirect(reverse("accounts:sign_in"))
    content = {"codes": recovery_codes_of(account_id), "steps": _steps(2)}
    return private(render(request, "accounts/recovery_codes_first.html", content))


@require_http_methods(["POST"])
def codes_kept(request: HttpRequest) -> HttpResponse:
    """The codes were written down: they are not shown again; go and sign in."""
    request.session.pop(_SHOWN, None)
    return HttpResponseRedirect(reverse("accounts:sign_in"))


def _steps(now_at: int) -> list[Step]:
    names = (_("Password"), _("One-time codes"), _("Recovery codes"))
    states = ("done", "now", "next")
    return [
        Step(name, states[0] if index < now_at else states[1] if index == now_at else states[2])
        for index, name in enumerate(names)
    ]


def _qr(secret: str, name: str) -> SafeString:
    """The otpauth address as an SVG without script or style."""
    import segno

    issuer = settings.SMS_SIGN
    address = f"otpauth://totp/{quote(f'{issuer}:{name}')}?{urlencode({'secret': secret, 'issuer': issuer})}"
    svg = segno.make(address, error="m").svg_inline(scale=5, border=2, dark="#14213d", light="#ffffff")
    return mark_safe(svg)  # noqa: S308  (made of numbers by segno)
