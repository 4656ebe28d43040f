"""A browser in which somebody is signed in, for page tests: the session is made, not the sign-in walked."""

from django.test import Client

from qianshan.mechanisms.access.models import Account
from qianshan.mechanisms.acts.api import Actor, command, subject
from qianshan.mechanisms.codes.kernel.public import new_code
from tests.worlds.organisations import Staff, by_system


@command("tests.account.open")
def open_account(*, person_id: int, by: Actor) -> int:
    """An account without a password."""
    made = Account.objects.create(
        handle=new_code("ZH"), person_id=person_id, password="!", created_at=by.at, activated_at=by.at
    )
    subject("access.person", person_id)
    return made.pk


def browser(staff: Staff | None = None, **headers: str) -> Client:
    """A client in which this person is signed in; of nobody without one."""
    if staff is None:
        return Client(headers=headers or None)
    account = Account.objects.filter(person_id=staff.person_id).first()
    if account is None:
        account = Account.objects.get(pk=open_account(person_id=staff.person_id, by=by_system()))
    client = Client(headers=headers or None)
    client.force_login(account)
    return client
