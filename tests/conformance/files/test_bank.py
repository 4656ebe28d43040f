"""The product's bank files and the look-alike's agree, each written from the format's own text."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qianshan.mechanisms.exchange.api import BadFile, NotTaken, Parcel, TryLater, write_table
from qianshan.outside.bank import files
from qianshan.outside.bank.transport import BankTransport
from qianshan.outside.drop import FileDrop
from sandbox.bank.files import read_batch
from sandbox.frame.drop import Refused

AT = datetime(2026, 11, 24, 2, tzinfo=UTC)
VECTORS = Path(files.__file__).parent / "vectors"
LINES = [
    {
        "ref": "FK00000000001A",
        "payee_name": "雷山县㵲阳“冬衣”厂，一分厂",
        "payee_account": "6222020000123",
        "payee_bank": "工商银行雷山支行",
        "bank_code": "102713000012",
        "amount_fen": 9_400,
        "purpose": "冬衣 200 件",
    },
    {
        "ref": "FK00000000001B",
        "payee_name": "正安县桴㯊镇中心小学",
        "payee_account": "6222020001111",
        "payee_bank": "农信社",
        "bank_code": "",
        "amount_fen": 1,
        "purpose": "早餐",
    },
]
PAYLOAD = {"batch": "PL0001", "payer_name": "黔山助学基金会", "payer_account": "52001234", "lines": LINES}


def _parcel(batch="PL0001", lines=LINES):
    return Parcel("bank", "bank.batch", batch, {**PAYLOAD, "batch": batch, "lines": lines}, AT)


@pytest.fixture
def bank(outside):
    return BankTransport(FileDrop(f"{outside.base_url}/bank", "sandbox-drop-key"))


def _collected(bank, count, after=""):
    for _ in range(200):
        found = list(bank.collect(after))
        if len(found) >= count:
            return found
        time.sleep(0.02)
    raise AssertionError(f"{len(found)} of {count} results")


def test_our_batch_file_is_the_vector_and_the_look_alike_reads_it():
    name, content = files.batch_file(PAYLOAD, AT)

    assert name == "PL0001.csv"
    assert content == (VECTORS / "batch.csv").read_bytes()
    batch = read_batch(content)
    assert [(line.payee, line.amount_fen) for line in batch.lines] == [
        ("雷山县㵲阳“冬衣”厂，一分厂", 9_400),
        ("正安县桴㯊镇中心小学", 1),
    ]


def test_we_read_the_vector_of_a_result():
    result = files.read_result((VECTORS / "result.csv").read_bytes())

    assert (result.batch, result.number) == ("PL0001", 1)
    paid, failed, working = result.lines
    assert (paid.state, paid.amount_fen, paid.paid_at.isoformat()) == (
        "S",
        9_400,
        "2026-11-24T10:05:00+08:00",
    )
    assert (failed.state, failed.reason_code, failed.reason, failed.bank_txn) == ("F", "0103", "账户冻结", "")
    assert working.state == "P"


def test_a_batch_goes_out_and_its_results_come_back(bank, outside):
    done = bank.hand_over(_parcel())

    assert done.their_ref.startswith("BK")
    kind, name, content = _collected(bank, 1)[0]
    result = files.read_result(content)
    assert (kind, name) == ("bank.result", "PL0001-1.csv")
    assert [(line.ref[-1], line.state.value, line.amount_fen) for line in result.lines] == [
        ("A", "S", 9_400),
        ("B", "F", 1),
    ]
    assert list(bank.collect(name)) == []


def test_giving_a_batch_twice_is_harmless_and_another_under_its_name_is_not_taken(bank):
    assert bank.hand_over(_parcel()).their_ref == bank.hand_over(_parcel()).their_ref
    with pytest.raises(NotTaken, match="同名"):
        bank.hand_over(_parcel(lines=LINES[:1]))


def test_a_refused_batch_says_why(bank, outside):
    outside.faults.switch("bank.refuse", key="PL0001", value="超过当日限额")

    with pytest.raises(NotTaken, match="超过当日限额"):
        bank.hand_over(_parcel())


def test_a_busy_bank_and_a_wrong_key_are_tried_later(bank, outside):
    outside.faults.switch("bank.busy", times=1)
    with pytest.raises(TryLater, match="503"):
        bank.hand_over(_parcel())
    with pytest.raises(TryLater, match="401"):
        BankTransport(FileDrop(f"{outside.base_url}/bank", "other")).hand_over(_parcel())
    with pytest.raises(TryLater, match="reached"):
        BankTransport(FileDrop("http://127.0.0.1:1/bank", "x")).hand_over(_parcel())


def test_a_result_without_the_banks_signature_is_not_stored(bank, outside):
    outside.faults.switch("bank.bad_signature", times=1)
    bank.hand_over(_parcel())

    with pytest.raises(TryLater, match="signature"):
        _collected(bank, 1)
    assert len(_collected(bank, 1)) == 1


def test_the_same_reference_is_never_paid_twice(bank):
    bank.hand_over(_parcel())

    with pytest.raises(NotTaken, match="FK00000000001A"):
        bank.hand_over(_parcel("PL0002", LINES[:1]))


@pytest.mark.parametrize(
    ("head", "line", "last"),
    [
        (["QSBANK-RESULT-2", "B", "R", "1", "20261124100000"], None, None),
        (None, ["L", "FK1", "622", "1.00", "X", "", "", "", ""], None),
        (None, ["L", "FK1", "622", "1.00", "S", "", "", "", ""], None),
        (None, ["L", "FK1", "622", "1.00", "F", "TX1", "20261124100000", "", ""], None),
        (None, ["L", "FK1", "622", "1", "S", "TX1", "20261124100000", "", ""], None),
        (None, ["L", "FK1", "622", "1.00", "S", "TX1", "20261399100000", "", ""], None),
        (None, ["L", "FK1"], None),
        (None, None, ["E", "1", "1", "2.00"]),
        (None, None, ["E", "2", "1", "1.00"]),
    ],
)
def test_a_result_that_breaks_its_format_is_refused_whole(head, line, last):
    rows = [
        head or ["QSBANK-RESULT-1", "B", "R", "1", "20261124100000"],
        line or ["L", "FK1", "622", "1.00", "S", "TX1", "20261124100000", "", ""],
    ]

    with pytest.raises(BadFile):
        files.read_result(write_table(rows, last or ["E", "1", "1", "1.00"]))


def test_the_look_alike_refuses_a_changed_file():
    _, content = files.batch_file(PAYLOAD, AT)

    with pytest.raises(Refused, match="摘要"):
        read_batch(content.replace(b"94.00", b"95.00"))
