"""One person by ID number and by phone; organisations by a true code."""

from datetime import UTC, datetime

import pytest

from qianshan.mechanisms.access import api
from qianshan.mechanisms.access.models import Person
from qianshan.mechanisms.acts.api import Actor, BadInput, Conflict
from qianshan.mechanisms.sealed.api import newest

BY = Actor.system("tests", at=datetime(2026, 3, 2, 2, 0, tzinfo=UTC))


@pytest.mark.django_db
def test_phone_and_id_number_stand_nowhere_in_the_row():
    person = api.create_person(
        staff_name="张强", phone="138 8510 0001", id_number="11010519491231002x", by=BY
    )

    row = Person.objects.get(pk=person)
    assert newest(person, "phone") == "13885100001"
    assert newest(person, "id_number") == "11010519491231002X"
    assert b"13885100001" not in bytes(row.phone_index)


@pytest.mark.django_db
def test_one_human_is_entered_once():
    api.create_person(phone="13885100001", id_number="11010519491231002X", by=BY)

    with pytest.raises(Conflict) as by_phone:
        api.create_person(phone="+86 13885100001", by=BY)
    with pytest.raises(Conflict) as by_id:
        api.create_person(phone="13885100002", id_number="11010519491231002X", by=BY)
    assert (by_phone.value.field, by_id.value.field) == ("phone", "id_number")


@pytest.mark.django_db
def test_a_donor_is_found_again_by_phone():
    first = api.person_of_phone(phone="13885100001", by=BY)

    assert api.person_of_phone(phone="138-8510-0001", by=BY) == first
    assert api.person_by_phone("13885100009") is None


@pytest.mark.parametrize(
    "phone", ["", "1388510000", "12885100001", "138851000011", "1388510000a", "١٣٨٨٥١٠٠٠٠١"]
)
def test_not_a_mobile_number(phone):
    with pytest.raises(BadInput):
        api.checked_phone(phone)


@pytest.mark.parametrize("number", ["", "110105194912310021", "11010519491231002", "1101051949123100２X"])
def test_not_an_id_number(number):
    with pytest.raises(BadInput):
        api.checked_id(number)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "uscc",
    ["52620600MJY949356H", "53330200MJ8959573D", "531100006684027126", "53520000MJY00001XK"],
)
def test_true_codes_are_taken(uscc):
    made = api.create_organisation(uscc=uscc, name="某会", kind="charity", division_code="52", by=BY)

    assert api.organisation(uscc).id == made
    with pytest.raises(Conflict):
        api.create_organisation(uscc=uscc, name="某会", kind="charity", division_code="52", by=BY)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"uscc": "61610100573539824X"}, "uscc"),
        ({"uscc": "53520000MJY00001X"}, "uscc"),
        ({"uscc": "53520000MJYO0001XK"}, "uscc"),
        ({"kind": "unknown"}, "kind"),
        ({"name": "  "}, "name"),
        ({"name": "长" * 121}, "name"),
    ],
)
def test_bad_input_names_its_field(changed, field):
    wanted = {
        "uscc": "53520000MJY00001XK",
        "name": "某会",
        "kind": "charity",
        "division_code": "52",
        "by": BY,
    }

    with pytest.raises(BadInput) as refused:
        api.create_organisation(**(wanted | changed))
    assert refused.value.field == field
