from datetime import date

import pytest
import stdnum.cn.ric
import stdnum.cn.uscc
import stdnum.luhn
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from qianshan.mechanisms.codes import (
    Level,
    WrongNumber,
    birth_date,
    filing_number,
    is_bank_card,
    is_code,
    is_filing_number,
    is_mobile,
    is_resident_id,
    is_uscc,
    level_of,
    make_uscc,
    new_code,
    parse_filing_number,
    parse_project_number,
    parse_uscc,
    project_number,
)
from qianshan.mechanisms.codes.kernel.uscc import SYMBOLS


@pytest.fixture(autouse=True, scope="module")
def in_english():
    with translation.override("en"):
        yield


REAL = ("52620600MJY949356H", "53330200MJ8959573D", "531100006684027126")
SYNTHETIC = ("53520000MJY00001XK", "51520000MJR000017N", "52520000MJT0000104")


@pytest.mark.parametrize("code", [*REAL, *SYNTHETIC])
def test_true_codes_are_true(code):
    assert is_uscc(code)
    assert stdnum.cn.uscc.is_valid(code)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("61610100573539824X", "check character"),  # a demo's own mistake
        ("53520000MJY00001XL", "check character"),
        ("5352000OMJY00001XK", "O does not occur"),
        ("53520000MJY00001X", "has 17"),
        ("", "has 0"),
        ("5352A000MJY00001XK", "division code"),
    ],
)
def test_a_wrong_code_says_what_is_wrong(code, sentence):
    with pytest.raises(WrongNumber, match=sentence):
        parse_uscc(code)


def test_the_organisation_code_has_a_check_of_its_own():
    body = "53520000MJY000012"  # the ninth character is X, not 2
    from qianshan.mechanisms.codes.kernel.uscc import overall_check

    assert not is_uscc(body + overall_check(body))


def test_the_parts_are_read():
    code = parse_uscc(" 53520000mjy00001xk ")

    assert (code.text, code.form, code.division_code) == ("53520000MJY00001XK", "foundation", "520000")
    assert parse_uscc("51520000MJR000017N").form == "social_group"
    assert parse_uscc("52520000MJT0000104").form == "social_service_agency"


def test_a_red_cross_society_is_not_registered_by_civil_affairs():
    code = make_uscc("1", "3", "520000", "MB000001")

    assert is_uscc(code)
    assert parse_uscc(code).form is None


@given(st.text(SYMBOLS, min_size=8, max_size=8), st.sampled_from("1239"), st.integers(0, 17), st.data())
def test_one_wrong_character_is_always_found(body, kind, place, data):
    code = make_uscc("5", kind, "520000", body)
    other = data.draw(st.sampled_from([s for s in SYMBOLS if s != code[place]]))

    assert is_uscc(code)
    assert not is_uscc(code[:place] + other + code[place + 1 :])


@pytest.mark.parametrize("number", ["52620600MJY949356HA26006", "53520000MJY00001XKA26001"])
def test_filing_numbers_are_read(number):
    found = parse_filing_number(number, year=2026)

    assert (found.uscc, found.year) == (number[:18], 26)
    assert filing_number(found.uscc, 2026, found.serial) == number
    assert is_filing_number(number)


@pytest.mark.parametrize(
    "number",
    [
        "53520000MJY00001XKA26000",
        "53520000MJY00001XKB26001",
        "53520000MJY00001XKA2601",
        "53520000MJY00001XKA260011",
        "53520000MJY00001XLA26001",
        "53520000MJY00001XK",
    ],
)
def test_other_numbers_are_not_filing_numbers(number):
    assert not is_filing_number(number)


def test_a_number_of_next_year_is_refused():
    with pytest.raises(WrongNumber, match="2027"):
        parse_filing_number("53520000MJY00001XKA27001", year=2026)


@pytest.mark.parametrize("serial", [0, 1000])
def test_a_year_has_serials_from_001_to_999(serial):
    with pytest.raises(WrongNumber, match="001 to 999"):
        filing_number(SYNTHETIC[0], 2026, serial)


def test_project_numbers_may_have_parts():
    assert project_number("531100006684027126", 2020, 1) == "531100006684027126P20001"
    assert parse_project_number("531100006684027126P20001").part is None
    assert parse_project_number("531100006684027126P20001-3").part == 3


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("520000", Level.PROVINCE),
        ("520300", Level.PREFECTURE),
        ("520302", Level.COUNTY),
        ("520302001", Level.TOWNSHIP),
        ("520302001001", Level.VILLAGE),
        ("5203", None),
        ("52030A", None),
        ("", None),
        ("５２００００", None),
    ],
)
def test_the_form_of_a_code_says_its_level(code, level):
    assert level_of(code) is level


@pytest.mark.parametrize(
    ("number", "born"),
    [
        ("11010519491231002X", date(1949, 12, 31)),
        ("110105194912310021", None),
        ("11010519490231002X", None),
        ("11010519491231002x", None),
    ],
)
def test_a_resident_id_carries_its_check_and_a_real_birth_date(number, born):
    assert birth_date(number) == born
    assert is_resident_id(number) == (born is not None)


@given(st.dates(date(1930, 1, 1), date(2020, 12, 31)), st.integers(0, 999))
def test_resident_ids_agree_with_a_second_implementation(born, serial):
    body = f"520103{born:%Y%m%d}{serial:03d}"
    right = [digit for digit in "0123456789X" if is_resident_id(body + digit)]

    assert right == [stdnum.cn.ric.calc_check_digit(body + "0")]


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("13800138000", True),
        ("12800138000", False),
        ("1380013800", False),
        ("１3800138000", False),
        ("13800138000\n", False),
    ],
)
def test_mobile_numbers(text, good):
    assert is_mobile(text) is good


@given(st.text("0123456789", min_size=16, max_size=19))
def test_bank_cards_agree_with_a_second_implementation(digits):
    assert is_bank_card(digits) == stdnum.luhn.is_valid(digits)


@given(st.integers(0, 13), st.data())
def test_one_wrong_symbol_of_our_codes_is_found(place, data):
    code = new_code("QS")
    place = max(place, 2)
    other = data.draw(st.sampled_from([s for s in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" if s != code[place]]))

    assert is_code(code, "QS")
    assert not is_code(code[:place] + other + code[place + 1 :], "QS")
    assert not is_code(code, "BA")
