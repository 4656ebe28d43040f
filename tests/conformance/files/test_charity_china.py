"""A filing goes to the national copy and its number comes back, confirmed, different or unknown."""

import io
import time
import urllib.request
import zipfile
from datetime import UTC, date, datetime

import pytest

from qianshan.mechanisms.exchange.api import BadFile, NotTaken, Parcel, write_table
from qianshan.outside.charity_china.files import (
    FIELDS,
    REQUIRED,
    CopyState,
    bundle,
    filing_payload,
    read_numbers,
)
from qianshan.outside.charity_china.transport import CharityChinaTransport
from qianshan.outside.drop import FileDrop
from sandbox.charity_china.work import REQUIRED as THEIRS

AT = datetime(2026, 11, 24, 2, tzinfo=UTC)
NUMBER = "53520000MJY00001XKA26001"
VALUES = {
    "name": "㵲阳镇暖冬行动2026",
    "number": NUMBER,
    "purpose": "为桴㯊镇儿童募集冬衣",
    "starts_on": date(2026, 12, 8),
    "ends_on": date(2027, 2, 28),
    "beneficiary_scope": "雷山县农村儿童",
    "beneficiary_count": 2000,
    "goal": "1000000.00",
    "use": "购买冬衣",
    "surplus": "用于同类项目",
    "charity_name": "黔山助学基金会",
    "charity_uscc": "53520000MJY00001XK",
    "filed_on": date(2026, 11, 24),
    "offsite": False,
    "partner_name": "",
}


@pytest.fixture
def national(outside):
    return CharityChinaTransport(FileDrop(f"{outside.base_url}/charity_china", "sandbox-drop-key"))


def _file(national, values=VALUES):
    payload = filing_payload(values)
    national.hand_over(Parcel("charity_china", "charity_china.filing", NUMBER, payload, AT))
    for _ in range(200):
        found = list(national.collect(""))
        if found:
            return found[0]
        time.sleep(0.02)
    raise AssertionError("no number")


def test_a_number_is_confirmed(national, outside):
    kind, name, content = _file(national)

    line = read_numbers(content)[0]
    assert (kind, name) == ("charity_china.numbers", "000001.csv")
    assert (line.number, line.national_number, line.state) == (NUMBER, NUMBER, CopyState.CONFIRMED)
    assert (line.name, line.filed_on) == ("㵲阳镇暖冬行动2026", date(2026, 11, 24))
    page = urllib.request.urlopen(f"{outside.base_url}/charity_china/filings/{NUMBER}/").read().decode()
    assert "为桴㯊镇儿童募集冬衣" in page


@pytest.mark.parametrize(
    ("fault", "value", "state", "number"),
    [
        ("charity_china.differ", "007", CopyState.DIFFERS, NUMBER[:-3] + "007"),
        ("charity_china.unknown", "", CopyState.UNKNOWN, ""),
    ],
)
def test_a_copy_may_differ_or_know_nothing(national, outside, fault, value, state, number):
    outside.faults.switch(fault, key=NUMBER, value=value)

    line = read_numbers(_file(national)[2])[0]

    assert (line.state, line.national_number) == (state, number)


def test_a_refusal_says_why(national, outside):
    outside.faults.switch("charity_china.refuse", value="组织状态异常")

    with pytest.raises(NotTaken, match="组织状态异常"):
        _file(national)


def test_both_sides_ask_for_the_same_fields():
    assert {FIELDS[name][0] for name in REQUIRED} == set(THEIRS)


@pytest.mark.parametrize("change", [{"purpose": ""}, {"id_number": "520…"}])
def test_an_incomplete_filing_or_an_unknown_field_is_not_sent(change):
    with pytest.raises(ValueError, match="charity_china"):
        filing_payload({**VALUES, **change})


def test_the_bundle_can_be_typed_off():
    name, content = bundle(filing_payload(VALUES), AT)

    with zipfile.ZipFile(io.BytesIO(content)) as made:
        table = made.read("fields.csv").decode("utf-8-sig")
    assert name == f"{NUMBER}.zip"
    assert "aaex9105,起始日期,2026-12-08" in table
    assert "aaex9132,是否异地募捐,否" in table
    assert "aaex9150" not in table
    assert bundle(filing_payload(VALUES), AT)[1] == content


@pytest.mark.parametrize(
    "line",
    [
        ["L", NUMBER, "5", "n", "", "confirmed", "2026-11-24", ""],
        ["L", NUMBER, "5", "n", NUMBER, "differs", "2026-11-24", ""],
        ["L", NUMBER, "5", "n", NUMBER, "unknown", "", ""],
        ["L", NUMBER, "5", "n", NUMBER, "maybe", "", ""],
        ["L", NUMBER, "5", "n", NUMBER, "confirmed", "24.11.2026", ""],
        ["L", NUMBER],
    ],
)
def test_a_copy_that_contradicts_itself_is_refused(line):
    with pytest.raises(BadFile):
        read_numbers(write_table([["QSCSZG-NUMBERS-1", "20261124100000"], line], ["E", "1"]))
