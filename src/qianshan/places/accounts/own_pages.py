"""A person's own pages: hats, what was read about him, password, recovery codes, open sessions."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from qianshan.mechanisms.access.api import (
    change_password,
    hats_of,
    reads_of,
    recovery_codes_of,
    renew_recovery_codes,
    signed_in,
)
from qianshan.mechanisms.acts.api import Actor, NotFound
from qianshan.mechanisms.words import N_, Words
from qianshan.places.accounts.sign_forms import ChangePasswordForm
from qianshan.web.forms import form_status, refusals_as_errors
from qianshan.web.hats import hat_way, needs_sign_in


@require_http_methods(["GET"])
@needs_sign_in
def home(request: HttpRequest, _actor: Actor) -> HttpResponse:
    """The hats one may wear, and who read one's data."""
    account = signed_in(request)
    content = {
        "hats": [hat_way(one) for one in hats_of(request)],
        "person": account.person,
        "reads": reads_of(account.person_id),
        "codes_left": len(recovery_codes_of(account.pk)),
    }
    return render(request, "accounts/home.html", content)


@sensitive_post_parameters("old", "new", "again")
@require_http_methods(["GET", "POST"])
@needs_sign_in
def password(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Change the password; other sessions end by it, this one stays."""
    form = ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_as_errors(form):
            account = signed_in(request)
            values = form.cleaned_data
            change_password(account_id=account.pk, old=values["old"], new=values["new"], by=actor)
            account.refresh_from_db()
            update_session_auth_hash(request, account)
            return HttpResponseRedirect(reverse("accounts:home"))
    return render(request, "accounts/password.html", {"form": form}, status=form_status(form))


@require_http_methods(["GET", "POST"])
@needs_sign_in
def recovery_codes(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Draw new recovery codes; they are shown in this one answer only."""
    if request.method == "POST":
        codes = renew_recovery_codes(account_id=signed_in(request).pk, by=actor)
        return render(request, "accounts/recovery_codes.html", {"codes": codes})
    left = len(recovery_codes_of(signed_in(request).pk))
    return render(request, "accounts/recovery_codes.html", {"left": left})


@require_http_methods(["GET", "POST"])
@needs_sign_in
def sessions(request: HttpRequest, _actor: Actor) -> HttpResponse:
    """Open sessions; another one can be ended."""
    account = signed_in(request)
    if request.method == "POST":
        number = request.POST.get("session", "")
        found = UserSession.objects.filter(
            user_id=account.pk, pk=int(number) if number.isdigit() else 0
        ).first()
        if found is None:
            raise NotFound(Words(N_("There is no such session.")))
        found.end()
        return HttpResponseRedirect(reverse("accounts:sessions"))
    rows = UserSession.objects.purge_and_list(account)
    content = {
        "sessions": sorted(rows, key=lambda row: row.created_at, reverse=True),
        "here": request.session.session_key,
    }
    return render(request, "accounts/sessions.html", content)
