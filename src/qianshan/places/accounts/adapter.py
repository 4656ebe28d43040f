"""What the accounts library asks us: where to go after signing in, and no sign-up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from qianshan.mechanisms.access.api import note_sign_in
from qianshan.mechanisms.access.models import Account
from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.calendar.clock import now
from qianshan.web.addresses import client_address

_SESSION_SECONDS = 12 * 3600


class AccountAdapter(DefaultAccountAdapter):
    """Signing in of invited staff only."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Nobody signs up."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The caller's address by our own rule of proxies."""
        return client_address(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The person's own page, from where hats are put on."""
        return reverse("accounts:home")

    def add_message(self, *_args: object, **_kwargs: object) -> None:
        """Our own pages say what happened."""

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign in for a working day, and leave a trace."""
        super().login(request, user)
        request.session.set_expiry(_SESSION_SECONDS)
        if isinstance(user, Account):
            note_sign_in(account_id=user.pk, by=Actor.person(user.person_id, at=now()))

    def respond_user_inactive(self, _request: HttpRequest, _user: AbstractBaseUser) -> HttpResponse:
        """An account that does not work answers as a wrong password does, before it comes here."""
        return HttpResponseRedirect(reverse("accounts:sign_in"))
