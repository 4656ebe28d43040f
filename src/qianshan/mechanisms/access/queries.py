"""Reads of access that pages and other slices need."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from qianshan.mechanisms.access.models import Organisation, Person
from qianshan.mechanisms.access.verdicts import valid_posts
from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.words import N_, Words

_MOST_CALLED = 100


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """An organisation as others see it."""

    id: int
    uscc: str
    name: str
    kind: str
    division_code: str


@dataclass(frozen=True, slots=True)
class PostLine:
    """A valid post of a person."""

    post_id: int
    organisation: OrganisationLine
    roles: tuple[str, ...]
    scope_code: str
    valid_from: date
    valid_to: date | None


def organisation(uscc: str) -> OrganisationLine:
    """The organisation of this code.

    Raises:
        NotFound: there is none.
    """
    return _line(Organisation.objects.filter(uscc=uscc).first())


def organisation_by_id(organisation_id: int) -> OrganisationLine:
    """The organisation of this id.

    Raises:
        NotFound: there is none.
    """
    return _line(Organisation.objects.filter(pk=organisation_id).first())


def organisation_by_uscc_or_none(uscc: str) -> OrganisationLine | None:
    """The organisation of this code, if there is one."""
    row = Organisation.objects.filter(uscc=uscc).first()
    return _line(row) if row else None


def staff_called(text: str) -> list[int]:
    """Ids of members of staff whose name holds a text, at most a hundred."""
    rows = Person.objects.filter(staff_name__contains=text).exclude(staff_name="").order_by("pk")
    return list(rows.values_list("pk", flat=True)[:_MOST_CALLED])


def organisations(ids: list[int]) -> dict[int, OrganisationLine]:
    """Several organisations by id, in one query."""
    return {row.pk: _line(row) for row in Organisation.objects.filter(pk__in=ids)}


def staff_names(person_ids: list[int]) -> dict[int, str]:
    """Names of members of staff by id, in one query; persons without a name in office are left out."""
    rows = Person.objects.filter(pk__in=person_ids).exclude(staff_name="")
    return dict(rows.values_list("pk", "staff_name"))


def identified(person_ids: Iterable[int]) -> set[int]:
    """Those of these persons who are known by an ID number: two of them are two humans."""
    rows = Person.objects.filter(pk__in=list(person_ids), id_index__isnull=False)
    return set(rows.values_list("pk", flat=True))


def posts_of(person_id: int, on: date) -> list[PostLine]:
    """The confirmed posts of a person on a day."""
    return [
        PostLine(
            post.pk,
            _line(post.organisation),
            tuple(post.roles),
            post.scope_code,
            post.valid_from,
            post.valid_to,
        )
        for post in valid_posts(person_id, on)
    ]


def _line(row: Organisation | None) -> OrganisationLine:
    if row is None:
        raise NotFound(Words(N_("There is no such organisation.")))
    return OrganisationLine(row.pk, row.uscc, row.name, row.kind, row.division_code)
