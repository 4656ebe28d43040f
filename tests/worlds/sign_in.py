"""A browser in which somebody is signed in, for page tests: the session is made, not the sign-in walked."""

from django.test import Client

from qianshan.mechanisms.access.api import practice_account
from qianshan.mechanisms.access.models import Account
from tests.worlds.organisations import Staff, by_system


def browser(staff: Staff | None = None, **headers: str) -> Client:
    """A client in which this person is signed in; nobody without one."""
    client = Client(headers=headers or None)
    if staff is not None:
        account = practice_account(person_id=staff.person_id, by=by_system())
        client.force_login(Account.objects.get(pk=account))
    return client
