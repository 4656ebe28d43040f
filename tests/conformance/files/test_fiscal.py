"""Asking for a receipt, getting it, checking it, reversing it."""

import io
import json
import re
import time
import urllib.request
import zipfile
from datetime import UTC, date, datetime
from urllib.parse import urlencode

import pypdfium2
import pytest

from qianshan.mechanisms.documents.api import examine
from qianshan.mechanisms.exchange.api import BadFile, NotTaken, Parcel
from qianshan.outside.drop import FileDrop
from qianshan.outside.fiscal_receipts.files import (
    ResultState,
    disagreements,
    read_result,
    request_file,
    request_payload,
)
from qianshan.outside.fiscal_receipts.transport import FiscalTransport

AT = datetime(2026, 11, 24, 2, tzinfo=UTC)
ISSUER = {"uscc": "53520000MJY00001XK", "name": "黔山助学基金会", "account": "52001234", "bank": "建行贵阳"}
PAYER = {"type": 1, "name": "欧阳㵲㯊", "code": "", "email": ""}


def _payload(request="PJ0000000001", **changes):
    values = {
        "issuer": ISSUER,
        "payer": PAYER,
        "items": [("0601", "捐赠收入", 5000)],
        "paid_on": date(2026, 11, 24),
        "remark": "暖冬行动2026",
    }
    return request_payload(request=request, **{**values, **changes})


@pytest.fixture
def fiscal(outside):
    return FiscalTransport(FileDrop(f"{outside.base_url}/fiscal", "sandbox-drop-key"))


def _ask(fiscal, payload, after=""):
    fiscal.hand_over(Parcel("fiscal", "fiscal.request", str(payload["request"]), payload, AT))
    for _ in range(200):
        found = list(fiscal.collect(after))
        if found:
            return found[-1]
        time.sleep(0.02)
    raise AssertionError("no result")


def test_a_receipt_is_issued_and_is_what_was_asked_for(fiscal):
    payload = _payload()

    kind, name, content = _ask(fiscal, payload)

    result = read_result(content)
    assert (kind, name, result.state) == ("fiscal.result", "PJ0000000001-1.zip", ResultState.ISSUED)
    assert re.fullmatch("520601[0-9]{2}", result.code)
    assert re.fullmatch("[0-9]{10}", result.number)
    assert result.invoice.payer_name == "欧阳㵲㯊"
    assert result.invoice.total_fen == 5000
    assert disagreements(payload, result) == []


def test_the_pdf_is_marked_and_passes_our_own_reader(fiscal):
    result = read_result(_ask(fiscal, _payload())[2])

    class Sent(io.BytesIO):
        name, size = "票据.pdf", len(result.pdf)

    assert examine(Sent(result.pdf), field="file").kind == "pdf"
    text = pypdfium2.PdfDocument(result.pdf)[0].get_textpage().get_text_range()
    for words in ("样张", "欧阳㵲㯊", result.number, "50.00"):
        assert words in text
    assert "样张" in result.xml.decode()


def test_a_receipt_is_checked_by_code_number_check_code_and_amount(fiscal, outside):
    result = read_result(_ask(fiscal, _payload())[2])

    def check(**changes):
        asked = {
            "code": result.code,
            "number": result.number,
            "check_code": result.check_code,
            "amount": "50.00",
        }
        url = f"{outside.base_url}/fiscal/check?{urlencode({**asked, **changes})}"
        return urllib.request.urlopen(url).read().decode()

    assert "查到此票，有效" in check()
    assert "查无此票" in check(amount="50.01")
    assert "查无此票" in check(check_code="aaaaaa")


def test_a_receipt_is_reversed_in_red_once(fiscal, outside):
    result = read_result(_ask(fiscal, _payload())[2])
    named = {"code": result.code, "number": result.number, "check_code": result.check_code}
    reversal = _payload("PJ0000000002", reverses=named, reason="退款")

    red = read_result(_ask(fiscal, reversal, "PJ0000000001-1.zip")[2])
    again = read_result(
        _ask(fiscal, _payload("PJ0000000003", reverses=named, reason="再退"), "PJ0000000002-1.zip")[2]
    )

    assert (red.state, red.invoice.reverses_number) == (ResultState.REVERSED, result.number)
    assert disagreements(reversal, red) == []
    assert (again.state, again.reason_code) == (ResultState.REFUSED, "0204")


def test_a_reversal_needs_the_check_code_of_the_original(fiscal):
    result = read_result(_ask(fiscal, _payload())[2])
    named = {"code": result.code, "number": result.number, "check_code": "XXXXXX"}

    refused = read_result(
        _ask(fiscal, _payload("PJ0000000002", reverses=named, reason="r"), "PJ0000000001-1.zip")[2]
    )

    assert refused.reason == "原票据不存在或已冲红"


@pytest.mark.parametrize(
    ("fault", "field"), [("fiscal.wrong_amount", "total"), ("fiscal.wrong_payer", "payer")]
)
def test_a_wrong_receipt_is_named_field_by_field(fiscal, outside, fault, field):
    outside.faults.switch(fault)
    payload = _payload()

    result = read_result(_ask(fiscal, payload)[2])

    assert [row[0] for row in disagreements(payload, result)] == [field]


def test_a_refusal_says_why_and_has_no_receipt(fiscal, outside):
    outside.faults.switch("fiscal.refuse", value="0201")

    result = read_result(_ask(fiscal, _payload())[2])

    assert (result.state, result.reason, result.pdf) == (ResultState.REFUSED, "单位未开通电子票据", b"")
    assert disagreements(_payload(), result) == []


def test_the_same_request_twice_gives_one_receipt(fiscal, outside):
    _ask(fiscal, _payload())
    _ask(fiscal, _payload())

    assert len(outside.store.rows("SELECT 1 FROM fiscal_receipt")) == 1
    with pytest.raises(NotTaken):
        _ask(fiscal, _payload(items=[("0601", "捐赠收入", 1)]))


def test_a_package_without_its_pdf_is_refused(fiscal, outside):
    outside.faults.switch("fiscal.no_pdf")

    with pytest.raises(BadFile):
        read_result(_ask(fiscal, _payload())[2])


def _spoilt(content, name, change):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return out.getvalue()


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("result.json", b'"state": "issued"', b'"state": "maybe"'),
        ("result.json", b"QSFISCAL-RESULT-1", b"QSFISCAL-RESULT-2"),
        ("einvoice.xml", b"<TotalAmount>50.00", b"<TotalAmount>60.00"),
        ("einvoice.xml", b"<EInvoiceID>", b"<EInvoiceID>1"),
        ("einvoice.xml", b"<EInvoice>", b"<!DOCTYPE a [<!ENTITY x 'y'>]><EInvoice>"),
        ("einvoice.xml", b"<ItemAmount>50.00", b"<ItemAmount>5e1"),
        ("einvoice.pdf", b"%PDF", b"<htm"),
    ],
)
def test_a_package_that_contradicts_itself_is_refused(fiscal, part, old, new):
    content = _ask(fiscal, _payload())[2]

    with pytest.raises(BadFile):
        read_result(_spoilt(content, part, lambda c: c.replace(old, new)))
    with pytest.raises(BadFile):
        read_result(b"no zip")


def test_a_request_is_plain_json_with_amounts_as_text():
    name, content = request_file(_payload(), AT)

    told = json.loads(content)
    assert name == "PJ0000000001.json"
    assert (told["format"], told["total"], told["items"][0]["amount"]) == (
        "QSFISCAL-REQUEST-1",
        "50.00",
        "50.00",
    )
