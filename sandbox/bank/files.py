"""Reading a batch file and writing a result file, as README.md has them."""

import csv
import hashlib
import io
import re
from dataclasses import dataclass

from sandbox.frame.drop import Refused

_AMOUNT = re.compile(r"[0-9]{1,12}\.[0-9]{2}\Z")
_MOST = 5_000


@dataclass(frozen=True)
class Line:
    """One payment that is asked for; amounts in fen."""

    ref: str
    payee: str
    account: str
    bank: str
    amount_fen: int
    purpose: str


@dataclass(frozen=True)
class Batch:
    """One batch that is asked for."""

    number: str
    payer: str
    payer_account: str
    lines: tuple[Line, ...]


def fen(text: str) -> int:
    """Yuan with two decimals as fen."""
    if not _AMOUNT.match(text):
        raise Refused(f"金额格式不对：{text}")
    return int(text.replace(".", ""))


def yuan(amount_fen: int) -> str:
    """Fen as yuan with two decimals."""
    return f"{amount_fen // 100}.{amount_fen % 100:02d}"


def read_batch(content: bytes) -> Batch:
    """Check and read a batch file."""
    if not content.startswith(b"\xef\xbb\xbf") or b"\r\nE," not in content:
        raise Refused("不是 UTF-8（带 BOM）的批量付款文件，或没有结尾行")
    before = content.rpartition(b"\r\nE,")[0]
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    head, body, tail = rows[0], rows[1:-1], rows[-1]
    if len(head) != 7 or head[0] != "QSBANK-PAY-1":
        raise Refused("首行不对")
    if len(tail) != 4 or tail[3] != hashlib.sha256(before + b"\r\n").hexdigest():
        raise Refused("文件摘要不符，可能传输不完整")
    lines = tuple(_line(row, number) for number, row in enumerate(body, start=1))
    if not 0 < len(lines) <= _MOST:
        raise Refused(f"笔数应为 1 至 {_MOST}")
    total = sum(line.amount_fen for line in lines)
    if int(head[4]) != len(lines) or int(tail[1]) != len(lines):
        raise Refused(f"笔数不符：首行 {head[4]}，实际 {len(lines)}")
    if fen(head[5]) != total or fen(tail[2]) != total:
        raise Refused(f"合计不符：首行 {head[5]}，实际 {yuan(total)}")
    if len({line.ref for line in lines}) != len(lines):
        raise Refused("同一付款编号出现两次")
    return Batch(head[1], head[2], head[3], lines)


def _line(row: list[str], number: int) -> Line:
    if len(row) != 9 or row[0] != "L" or row[1] != str(number):
        raise Refused(f"第 {number} 笔格式不对")
    _, _, ref, payee, account, bank, _, amount, purpose = row
    if not ref or not payee or not account.isdigit():
        raise Refused(f"第 {number} 笔缺少付款编号、户名或账号")
    if fen(amount) == 0:
        raise Refused(f"第 {number} 笔金额为零")
    return Line(ref, payee, account, bank, fen(amount), purpose)


def write_result(head: list[str], lines: list[list[str]]) -> bytes:
    """A result file; `lines` are ref, account, amount_fen, state, txn, paid_at, code, reason."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(["QSBANK-RESULT-1", *head])
    for line in lines:
        rows.writerow(["L", line[0], line[1], yuan(int(line[2])), *line[3:]])
    body = b"\xef\xbb\xbf" + out.getvalue().encode()
    paid = [int(line[2]) for line in lines if line[3] == "S"]
    end = f"E,{len(lines)},{len(paid)},{yuan(sum(paid))},{hashlib.sha256(body).hexdigest()}\r\n"
    return body + end.encode()
