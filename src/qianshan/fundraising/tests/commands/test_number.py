"""The national copy confirms our number or differs; a difference has an owner and is settled with a word."""

from datetime import date, timedelta

import pytest

from qianshan.fundraising.api import confirm_filing_number, plan
from qianshan.fundraising.commands.number import settle_number
from qianshan.fundraising.jobs import export_filings, national_payload, numbers_arrived
from qianshan.fundraising.models import Plan
from qianshan.mechanisms.acts.api import Actor, BadInput, NotAllowed, NotFound
from qianshan.mechanisms.exchange.api import Arrival, open_differences, parcel, write_table
from tests.worlds.fundraising import filed_plan
from tests.worlds.organisations import AT, office, qualified_charity

pytestmark = pytest.mark.django_db
BY = Actor.job("tests", at=AT)


@pytest.fixture
def filed():
    registrar = office()
    house = qualified_charity(registrar)
    return registrar, house, filed_plan(house, registrar)


def confirm(number, national, remark=""):
    return confirm_filing_number(filing_number=number, national_number=national, remark=remark, by=BY)


def differences(registrar):
    return open_differences(AT + timedelta(days=3), owner_org_id=registrar.organisation_id)


def test_an_equal_number_is_confirmed_and_stays_so(filed):
    registrar, _house, one = filed

    assert confirm(one.filing_number, one.filing_number)
    assert confirm(one.filing_number, one.filing_number)

    assert plan(one.id).number_confirmed_on == date(2026, 11, 24)
    assert differences(registrar) == []


def test_another_number_stands_open_once_under_the_authority(filed):
    registrar, house, one = filed

    assert not confirm(one.filing_number, f"{house.uscc}A26009")
    assert not confirm(one.filing_number, f"{house.uscc}A26009")

    (found,) = differences(registrar)
    assert (found.ours, found.theirs) == (one.filing_number, f"{house.uscc}A26009")
    assert plan(one.id).number_confirmed_on is None


def test_the_national_number_is_taken_over_with_a_word(filed):
    registrar, house, one = filed
    confirm(one.filing_number, f"{house.uscc}A26009")
    (found,) = differences(registrar)
    settled = {"difference_id": found.id, "plan_id": one.id, "by": registrar.officer.at()}

    with pytest.raises(BadInput) as wrong:
        settle_number(national_number="53520000MJY00001XKA26009", settlement="以全国为准", **settled)
    assert wrong.value.field == "national_number"
    with pytest.raises(NotAllowed):
        settle_number(national_number="", settlement="以我为准", **{**settled, "by": registrar.decider.at()})
    settle_number(national_number=f"{house.uscc}A26009", settlement="以全国为准", **settled)

    assert plan(one.id).filing_number == f"{house.uscc}A26009"
    assert differences(registrar) == []


def test_a_number_that_nobody_filed_here_is_not_found():
    with pytest.raises(NotFound):
        confirm("53520000MJY00001XKA26001", "53520000MJY00001XKA26001")


def test_filings_are_handed_over_once(filed):
    _registrar, _house, one = filed

    export_filings(0)
    export_filings(0)

    assert Plan.objects.get(pk=one.id).exported_on is not None
    assert parcel("charity_china", "charity_china.filing", one.filing_number) is not None


def test_the_bundle_carries_the_fields_of_the_national_form(filed):
    from qianshan.charities.api import charity

    _registrar, _house, one = filed
    fields = national_payload(one, charity(one.charity_id, on=one.filed_on))["fields"]

    assert fields["aaex9102"] == one.filing_number
    assert fields["aaex9173"] == "800000.00"
    assert fields["aaex9113"] == "24000.00"


def test_a_copy_file_is_read_line_by_line_and_foreign_numbers_are_left(filed):
    registrar, house, one = filed
    content = write_table(
        [
            ["QSCSZG-NUMBERS-1", "2026-11-25T00:00:00+00:00"],
            ["L", "53520000MJY00001XKA26001", "53520000MJY00001XK", "别的", "", "unknown", "", "查无"],
            ["L", one.filing_number, house.uscc, one.name, one.filing_number, "confirmed", "2026-11-24", ""],
        ],
        ["E", "2"],
    )

    numbers_arrived(
        Arrival(
            system="charity_china",
            kind="charity_china.numbers",
            name="1.csv",
            content=content,
            received_at=AT,
        ),
        BY,
    )

    assert plan(one.id).number_confirmed_on == date(2026, 11, 24)
    assert differences(registrar) == []
