"""Making persons: staff by name, donors by phone number."""

import re

from qianshan.mechanisms.access.models import Person
from qianshan.mechanisms.acts.api import Actor, BadInput, Conflict, command, subject
from qianshan.mechanisms.codes import new_code
from qianshan.mechanisms.sealed.api import add_key, blind_candidates, blind_index, keep
from qianshan.mechanisms.words import N_, Words

PHONE = "phone"
ID_NUMBER = "id_number"
_MOBILE = re.compile(r"^1[3-9][0-9]{9}$")
_ID = re.compile(r"^[0-9]{17}[0-9X]$")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@command("access.person.create")
def create_person(
    *, by: Actor, staff_name: str = "", phone: str | None = None, id_number: str | None = None
) -> int:
    """Enter a person with his own data key; phone and ID number are sealed. Returns his id.

    Raises:
        BadInput: not a mobile number, or not an ID number (GB 11643).
        Conflict: the phone or the ID number belongs to a person who is known.
    """
    phone = checked_phone(phone) if phone else None
    id_number = checked_id(id_number) if id_number else None
    if phone and person_by_phone(phone) is not None:
        raise Conflict(Words(N_("Somebody with this phone number is known already.")), field="phone")
    if id_number and person_by_id_number(id_number) is not None:
        raise Conflict(Words(N_("Somebody with this ID number is known already.")), field="id_number")
    person = Person.objects.create(
        code=new_code("RY"),
        staff_name=staff_name.strip(),
        phone_index=blind_index(PHONE, phone) if phone else None,
        id_index=blind_index(ID_NUMBER, id_number) if id_number else None,
        created_at=by.at,
    )
    subject("access.person", person.pk)
    add_key(person.pk)
    if phone:
        keep(person_id=person.pk, purpose=PHONE, text=phone, by=by)
    if id_number:
        keep(person_id=person.pk, purpose=ID_NUMBER, text=id_number, by=by)
    return person.pk


@command("access.person.of_phone")
def person_of_phone(*, phone: str, by: Actor) -> int:
    """The person of a phone number, entered now if nobody is known by it; returns his id.

    Raises:
        BadInput: not a mobile number.
    """
    known = person_by_phone(checked_phone(phone))
    if known is not None:
        subject("access.person", known)
        return known
    return create_person(phone=phone, by=by)


def person_by_phone(phone: str) -> int | None:
    """The person who is known by this phone number."""
    found = Person.objects.filter(phone_index__in=blind_candidates(PHONE, phone)).first()
    return found.pk if found else None


def person_by_id_number(id_number: str) -> int | None:
    """The person who is known by this ID number."""
    found = Person.objects.filter(id_index__in=blind_candidates(ID_NUMBER, id_number)).first()
    return found.pk if found else None


def checked_phone(text: str) -> str:
    """A mainland mobile number as eleven digits; spaces, dashes and +86 are taken away.

    Raises:
        BadInput: it is not one.
    """
    plain = re.sub(r"[\s\-]", "", text).removeprefix("+86").removeprefix("0086")
    if not _MOBILE.match(plain):
        raise BadInput(
            Words(N_("A mobile number has 11 digits and starts with 13 to 19.")), field="phone", value=text
        )
    return plain


def checked_id(text: str) -> str:
    """An 18-symbol resident ID number with a true check symbol.

    Raises:
        BadInput: it is not one.

    Source: GB 11643-1999.
    """
    plain = text.strip().upper()
    if not _ID.match(plain) or _id_check(plain) != plain[17]:
        raise BadInput(
            Words(N_("This is not an ID number: 18 symbols, the last one is a check.")),
            field="id_number",
            article="GB 11643-1999",
        )
    return plain


def _id_check(plain: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(plain[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11]
