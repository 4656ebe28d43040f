"""Signing in: number and password, then the second factor; signing out."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.account.stages import LoginStageController
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.stages import AuthenticateStage
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from qianshan.mechanisms.access.api import TooMany, check_sign_in, factor_of_code, take
from qianshan.mechanisms.calendar.clock import now
from qianshan.places.accounts.sign_forms import SecondStepForm, SignInForm
from qianshan.web.addresses import client_address, safe_next
from qianshan.web.forms import form_status, refusals_as_errors
from qianshan.web.hats import private

_MOST_CODES, _CODE_SECONDS = 5, 900


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Number and password; the second factor follows always."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(safe_next(request) or reverse("accounts:home"))
    form = SignInForm(request.POST or None)
    status = 0
    if request.method == "POST" and form.is_valid():
        with refusals_as_errors(form):
            try:
                account = check_sign_in(**form.cleaned_data, address=client_address(request), at=now())
            except TooMany as often:
                form.add_error("password", str(often))
                status = 429
            else:
                login = Login(user=account, redirect_url=safe_next(request) or None)
                answer: HttpResponse = perform_password_login(request, {"username": account.handle}, login)
                return answer
    content = {"form": form, "next": safe_next(request)}
    return private(render(request, "accounts/sign_in.html", content, status=status or form_status(form)))


@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """The one-time code or a recovery code; five wrong ones lock this step for a quarter of an hour."""
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    if stage is None or stage.login.user is None:
        return HttpResponseRedirect(reverse("accounts:sign_in"))
    form = SecondStepForm(request.POST or None)
    status = 0
    if request.method == "POST" and form.is_valid():
        account, at = stage.login.user, now()
        if not take(f"factor:{account.pk}", most=_MOST_CODES, seconds=_CODE_SECONDS, at=at):
            form.add_error("code", _("Five wrong codes lock this step for 15 minutes. Try again later."))
            status = 429
        elif factor := factor_of_code(account, "".join(form.cleaned_data["code"].split()), at):
            post_authentication(request, factor)
            answer: HttpResponse = stage.exit()
            return private(answer)
        else:
            form.add_error("code", _("This code does not fit, or was used. Take the newest one."))
    return private(
        render(request, "accounts/second_step.html", {"form": form}, status=status or form_status(form))
    )


@require_http_methods(["GET", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out by a press; looking at the page changes nothing."""
    if request.method == "POST":
        logout(request)
        return HttpResponseRedirect(reverse("accounts:signed_out"))
    return private(render(request, "accounts/sign_out.html"))


@require_http_methods(["GET"])
def signed_out(request: HttpRequest) -> HttpResponse:
    """Say that the session has ended."""
    return render(request, "accounts/signed_out.html")
