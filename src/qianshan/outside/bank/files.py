"""Writing a batch file and reading a result file (formats in README.md)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from qianshan.mechanisms.calendar.clock import SHANGHAI
from qianshan.mechanisms.exchange.api import BadFile, amount_fen, amount_text, read_table, write_table

_PAY, _RESULT = "QSBANK-PAY-1", "QSBANK-RESULT-1"
_STAMP = "%Y%m%d%H%M%S"
_HEAD, _LINE, _END = 5, 9, 4


class LineState(StrEnum):
    """What the bank did with a line."""

    PAID = "S"
    FAILED = "F"
    IN_WORK = "P"


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One line of a result file."""

    ref: str
    account: str
    amount_fen: int
    state: LineState
    bank_txn: str
    paid_at: datetime | None
    reason_code: str
    reason: str


@dataclass(frozen=True, slots=True)
class ResultFile:
    """One result file; it holds only lines that changed since the one before."""

    batch: str
    bank_ref: str
    number: int
    lines: tuple[ResultLine, ...]


def batch_file(payload: Mapping[str, object], made_at: datetime) -> tuple[str, bytes]:
    """Name and bytes of a batch file.

    `payload`: batch, payer_name, payer_account, lines (list of ref, payee_name, payee_account, payee_bank,
    bank_code, amount_fen, purpose).
    """
    lines = payload["lines"]
    if not isinstance(lines, list) or not lines:
        raise ValueError("a batch has at least one line")
    count, total = str(len(lines)), amount_text(sum(line["amount_fen"] for line in lines))
    batch = str(payload["batch"])
    rows: list[list[str]] = [
        [
            _PAY,
            batch,
            str(payload["payer_name"]),
            str(payload["payer_account"]),
            count,
            total,
            _stamp(made_at),
        ]
    ]
    rows += [
        [
            "L",
            str(number),
            line["ref"],
            line["payee_name"],
            line["payee_account"],
            line["payee_bank"],
            line.get("bank_code", ""),
            amount_text(line["amount_fen"]),
            line["purpose"],
        ]
        for number, line in enumerate(lines, start=1)
    ]
    return f"{batch}.csv", write_table(rows, ["E", count, total])


def read_result(content: bytes) -> ResultFile:
    """Check and read a result file.

    Raises:
        BadFile: it does not follow the format, or its sums are wrong.
    """
    rows = read_table(content)
    head, body, last = rows[0], rows[1:-1], rows[-1]
    if len(head) != _HEAD or head[0] != _RESULT or not head[3].isdigit():
        raise BadFile("first line")
    lines = tuple(_line(row) for row in body)
    paid = [line.amount_fen for line in lines if line.state is LineState.PAID]
    if last != ["E", str(len(lines)), str(len(paid)), amount_text(sum(paid))]:
        raise BadFile("the counts or the sum in the last line")
    if len({line.ref for line in lines}) != len(lines):
        raise BadFile("one reference stands in two lines")
    return ResultFile(head[1], head[2], int(head[3]), lines)


def _line(row: list[str]) -> ResultLine:
    if len(row) != _LINE or row[0] != "L":
        raise BadFile("a line")
    _, ref, account, amount, state, txn, paid_at, code, reason = row
    if state not in tuple(LineState):
        raise BadFile(f"state {state!r}")
    if (state == LineState.PAID) != bool(txn and paid_at):
        raise BadFile(f"{ref} is {state} and its transaction number is {txn!r}")
    return ResultLine(
        ref, account, amount_fen(amount), LineState(state), txn, _instant(paid_at), code, reason
    )


def _stamp(instant: datetime) -> str:
    return instant.astimezone(SHANGHAI).strftime(_STAMP)


def _instant(text: str) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.strptime(text, _STAMP).replace(tzinfo=SHANGHAI)
    except ValueError as error:
        raise BadFile(f"time {text!r}") from error
