"""A browser that a person is signed in with, without the ceremony of password and code."""

from django.contrib.auth import get_user_model
from django.test import Client

from qianshan.mechanisms.acts.api import Actor, command, subject
from qianshan.mechanisms.codes import new_code
from tests.worlds.organisations import AT, Staff, by_system


@command("tests.account.open")
def _open(*, person_id: int, by: Actor) -> int:
    subject("access.person", person_id)
    made = get_user_model().objects.create(
        handle=new_code("AC"), person_id=person_id, created_at=by.at, activated_at=by.at
    )
    return made.pk


def browser(person: Staff | None = None) -> Client:
    """A browser of this person; of nobody without one."""
    client = Client()
    if person is not None:
        accounts = get_user_model().objects
        found = accounts.filter(person_id=person.person_id).first()
        client.force_login(found or accounts.get(pk=_open(person_id=person.person_id, by=by_system(AT))))
    return client
