"""An organisation enters the register; its account stands under exactly its own name."""

from datetime import date, timedelta

import pytest

from qianshan.charities.api import (
    Standing,
    charities,
    charity,
    charity_by_uscc,
    end_qualification,
    open_account,
    take_over_standing,
)
from qianshan.mechanisms.acts.api import BadInput, NotFound, WrongState
from tests.worlds.organisations import (
    AT,
    by_system,
    office,
    qualified_charity,
    social_organisation,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def test_a_registered_organisation_is_no_charity_before_its_recognition():
    house = social_organisation(office())

    assert charity(house.charity_id, on=TODAY).recognised_on is None
    assert charities(on=TODAY, ids=[house.charity_id]) == []


def test_an_account_of_another_holder_is_refused_with_both_names():
    house = social_organisation(office())

    with pytest.raises(BadInput) as refused:
        open_account(
            charity_id=house.charity_id,
            holder_name="黔山助学基金会专户",
            bank_name="贵阳银行",
            number="1101040000002065",
            by=by_system(),
        )

    assert refused.value.field == "holder_name"
    assert refused.value.words.values == {"holder": "黔山助学基金会专户", "name": "黔山助学基金会"}


def test_a_new_account_takes_the_place_of_the_old_one():
    house = qualified_charity(office())

    open_account(
        charity_id=house.charity_id,
        holder_name=house.name,
        bank_name="工商银行贵阳分行",
        number="2402000000001234",
        by=by_system(AT),
    )

    assert charity(house.charity_id, on=TODAY).account.tail == "1234"


def test_a_certificate_holds_from_its_day_until_its_end():
    house = qualified_charity(office())

    end_qualification(charity_id=house.charity_id, reason="自愿交回", by=by_system(AT))

    assert charity_by_uscc(house.uscc, on=date(2019, 5, 31)).qualification is None
    assert charity_by_uscc(house.uscc, on=date(2019, 6, 1)).qualification is not None
    assert charity_by_uscc(house.uscc, on=TODAY - timedelta(days=1)).qualification is not None
    assert charity_by_uscc(house.uscc, on=TODAY).qualification is None


def test_a_standing_is_taken_over_once_and_in_order():
    house = social_organisation(office())

    with pytest.raises(BadInput) as refused:
        take_over_standing(
            charity_id=house.charity_id, standing=Standing(recognised_on=date(2018, 2, 28)), by=by_system()
        )
    assert refused.value.field == "recognised_on"

    take_over_standing(
        charity_id=house.charity_id, standing=Standing(recognised_on=date(2018, 3, 1)), by=by_system()
    )
    with pytest.raises(WrongState):
        take_over_standing(
            charity_id=house.charity_id, standing=Standing(recognised_on=date(2018, 3, 1)), by=by_system()
        )


def test_an_unknown_code_is_not_found():
    with pytest.raises(NotFound):
        charity_by_uscc("52520000MJT0000104", on=TODAY)
