"""Comma separated files with a hashed last line: what our own file formats share."""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Sequence

from qianshan.mechanisms.acts.api import Refusal
from qianshan.mechanisms.words import N_, Words

_BOM = b"\xef\xbb\xbf"
_AMOUNT = re.compile(r"-?[0-9]{1,12}\.[0-9]{2}\Z")


class BadFile(Refusal):
    """A file of theirs does not follow its written format; it is set aside whole."""

    code = "bad_file"

    def __init__(self, why: str) -> None:
        super().__init__(Words(N_("The file does not follow its format: %(why)s."), why=why), field="file")


def amount_text(amount_fen: int) -> str:
    """Fen as yuan with two decimals and nothing else: 123456 → `1234.56`."""
    sign, whole = ("-", -amount_fen) if amount_fen < 0 else ("", amount_fen)
    return f"{sign}{whole // 100}.{whole % 100:02d}"


def amount_fen(text: str) -> int:
    """Yuan with two decimals as fen.

    Raises:
        BadFile: anything else.
    """
    if not _AMOUNT.match(text):
        raise BadFile(f"amount {text!r}")
    return int(text.replace(".", ""))


def write_table(rows: Iterable[Sequence[str]], last: Sequence[str]) -> bytes:
    """Rows as UTF-8 with BOM and CR LF; the last line ends with the SHA-256 of all bytes before it."""
    body = _BOM + b"".join(_line(row) for row in rows)
    return body + _line([*last, hashlib.sha256(body).hexdigest()])


def read_table(content: bytes) -> list[list[str]]:
    """Rows of a file, its last line's hash checked and taken off.

    Raises:
        BadFile: no BOM, no UTF-8, no last line, or another hash.
    """
    if not content.startswith(_BOM):
        raise BadFile("no UTF-8 byte order mark")
    start = content.rstrip(b"\r\n").rfind(b"\r\n") + 2
    if start < len(_BOM) + 2:
        raise BadFile("no last line")
    try:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadFile(type(error).__name__) from error
    if not rows[-1] or rows[-1][-1] != hashlib.sha256(content[:start]).hexdigest():
        raise BadFile("the hash in the last line is another; the file may have been cut")
    return [*rows[:-1], rows[-1][:-1]]


def _line(row: Sequence[str]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(row)
    return out.getvalue().encode()
