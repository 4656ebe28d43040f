"""Hashed tables survive rare characters and show a cut or changed file."""

import pytest

from qianshan.mechanisms.exchange.api import BadFile, amount_fen, amount_text, read_table, write_table

ROWS = [["H", "㵲阳镇，“桴㯊”", 'a "b", c'], ["L", "line\nbreak", ""]]


def test_a_table_comes_back_as_it_was_written():
    content = write_table(ROWS, ["E", "2"])

    assert content.startswith(b"\xef\xbb\xbf")
    assert read_table(content) == [*ROWS, ["E", "2"]]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda c: c[3:],
        lambda c: c[:-20],
        lambda c: c.replace("㯊".encode(), "某".encode()),
        lambda c: c.replace(b"\xe3", b"\xff", 1),
        lambda c: b"\xef\xbb\xbfonly one line",
        lambda c: b"",
        lambda c: c + b"E,2,0\r\n",
    ],
)
def test_a_spoilt_table_is_refused(spoil):
    with pytest.raises(BadFile):
        read_table(spoil(write_table(ROWS, ["E", "2"])))


@pytest.mark.parametrize(("fen", "text"), [(0, "0.00"), (1, "0.01"), (123456, "1234.56"), (-5, "-0.05")])
def test_amounts_have_two_decimals_and_nothing_else(fen, text):
    assert amount_text(fen) == text
    assert amount_fen(text) == fen


@pytest.mark.parametrize("text", ["1", "1.5", "1,234.56", "1.234", "", "１.00", "1e3", "NaN"])
def test_other_amounts_are_refused(text):
    with pytest.raises(BadFile):
        amount_fen(text)
