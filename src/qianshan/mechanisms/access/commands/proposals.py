"""Proposing a post for somebody who may not be known yet."""

from dataclasses import dataclass
from datetime import date

from qianshan.mechanisms.access.commands.persons import (
    ID_NUMBER,
    checked_id,
    checked_phone,
    create_person,
    person_by_id_number,
    person_by_phone,
)
from qianshan.mechanisms.access.commands.posts import may_propose, propose_post
from qianshan.mechanisms.access.kinds import ROLES
from qianshan.mechanisms.access.models import Person
from qianshan.mechanisms.acts.api import Actor, BadInput, Conflict, command, subject
from qianshan.mechanisms.sealed.api import blind_index, keep
from qianshan.mechanisms.words import N_, Words


@dataclass(frozen=True, slots=True)
class Candidate:
    """Whom a post is proposed for, as typed: name, mobile number, ID number (for signing roles)."""

    name: str
    phone: str
    id_number: str = ""


@command("access.post.propose_for")
def propose_for(  # noqa: PLR0913  (keyword-only, each a column)
    *,
    candidate: Candidate,
    organisation_id: int,
    roles: list[str],
    by: Actor,
    scope_code: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> int:
    """Propose a post for a person, who is entered when nobody is known by number or ID number.

    Raises:
        NotAllowed, BadInput, Conflict: as `propose_post`; BadInput also when a signing role lacks
            the ID number; Conflict when number and ID number belong to two persons.
    """
    may_propose(by, organisation_id).required()
    if not candidate.name.strip():
        raise BadInput(Words(N_("Enter the person's name.")), field="name")
    if any(role in ROLES and ROLES[role].signs for role in roles) and not candidate.id_number:
        raise BadInput(
            Words(N_("A role that signs needs the ID number: one person signs under one account only.")),
            field="id_number",
        )
    return propose_post(
        person_id=_person(candidate, by),
        organisation_id=organisation_id,
        roles=roles,
        scope_code=scope_code,
        valid_from=valid_from,
        valid_to=valid_to,
        by=by,
    )


def _person(candidate: Candidate, by: Actor) -> int:
    phone = checked_phone(candidate.phone)
    number = checked_id(candidate.id_number) if candidate.id_number else None
    by_phone = person_by_phone(phone)
    by_number = person_by_id_number(number) if number else None
    if by_phone and by_number and by_phone != by_number:
        raise Conflict(
            Words(N_("The phone number belongs to somebody with another ID number.")), field="phone"
        )
    known = by_number or by_phone
    if known is None:
        return create_person(staff_name=candidate.name, phone=phone, id_number=number, by=by)
    _complete(Person.objects.get(pk=known), candidate.name.strip(), number, by)
    return known


def _complete(person: Person, name: str, id_number: str | None, by: Actor) -> None:
    """A donor becomes staff: the name stands; an ID number that was not known is kept."""
    if not person.staff_name:
        Person.objects.filter(pk=person.pk).update(staff_name=name)
        subject("access.person", person.pk, "staff_name")
    if id_number and person.id_index is None:
        Person.objects.filter(pk=person.pk).update(id_index=blind_index(ID_NUMBER, id_number))
        keep(person_id=person.pk, purpose=ID_NUMBER, text=id_number, by=by)
