"""Bills: fetched by a signed request, believed by their hash, read by the names in their head.

Every field of data and totals starts with a backtick; amounts are yuan; columns come and go with
the merchant's age, so nothing is read by position. The totals row must equal what the rows say.
Source: https://pay.weixin.qq.com/doc/v3/merchant/4012791866, 4013053343 (columns).
"""

import csv
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from urllib.parse import urlsplit

from qianshan.mechanisms.calendar.clock import SHANGHAI
from qianshan.mechanisms.channels.port import BadBill, BillRow, ChannelDown, Merchant
from qianshan.outside.wechatpay.client import LONGEST_BILL, send

_OK = 200
_NEEDED = ("交易时间", "微信订单号", "商户订单号", "交易状态", "手续费")
_AMOUNT_NAMES = ("订单金额", "应结订单金额", "总金额")
_REFUND_NAMES = ("申请退款金额", "退款金额")


def download(merchant: Merchant, url: str, digest: str) -> bytes:
    """Fetch a bill and check the SHA-1 of the *unpacked* file.

    Raises:
        ChannelDown: it cannot be fetched.
        BadBill: the hash differs.
    """
    parts = urlsplit(url)
    answer = send(merchant, "GET", f"{parts.path}?{parts.query}", b"", longest=LONGEST_BILL)
    if answer.status != _OK:
        raise ChannelDown(f"bill: {answer.status}")
    content = _unpacked(answer.body)
    if hashlib.sha1(content).hexdigest() != digest.lower():  # noqa: S324  (the channel's own choice)
        raise BadBill("SHA-1 of the bill differs from what the channel announced")
    return content


def _unpacked(body: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as file:
            content = file.read(LONGEST_BILL + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        return body
    if len(content) > LONGEST_BILL:
        raise BadBill("the bill is longer than 256 MB")
    return content


def trades(content: bytes) -> list[BillRow]:
    """Rows of a 交易账单 of type ALL, SUCCESS or REFUND.

    Raises:
        BadBill: a needed column is missing, a row is broken, or the totals differ.
    """
    lines = content.decode("utf-8-sig").splitlines()
    rows, totals = _blocks(lines)
    found = [_row(row) for row in rows]
    _check_totals(found, totals)
    return found


def _blocks(lines: list[str]) -> tuple[list[dict[str, str]], dict[str, str]]:
    if not lines:
        raise BadBill("the bill is empty")
    head = lines[0].split(",")
    missing = [name for name in _NEEDED if name not in head]
    if missing:
        raise BadBill(f"the bill has no column {'、'.join(missing)}")
    end = next((i for i, line in enumerate(lines) if i and not line.startswith("`")), None)
    if end is None or end + 1 >= len(lines):
        raise BadBill("the bill has no totals")
    rows = [_named(head, cells, at) for at, cells in enumerate(_cells(lines[1:end]), start=2)]
    sums = next(iter(_cells([lines[end + 1]])))
    return rows, _named(lines[end].split(","), sums, end + 2)


def _cells(lines: Iterable[str]) -> Iterator[list[str]]:
    for cells in csv.reader(lines, quoting=csv.QUOTE_NONE):
        yield [cell.strip().removeprefix("`") for cell in cells]


def _named(head: list[str], cells: list[str], line: int) -> dict[str, str]:
    if len(head) != len(cells):
        raise BadBill(f"line {line} has {len(cells)} fields, its head {len(head)}")
    return dict(zip(head, cells, strict=True))


def _row(row: Mapping[str, str]) -> BillRow:
    is_refund = row["交易状态"] == "REFUND"
    amount = _first(row, _REFUND_NAMES if is_refund else _AMOUNT_NAMES)
    return BillRow(
        number=row["商户订单号"],
        transaction=row["微信订单号"],
        amount_fen=fen(amount),
        at=datetime.fromisoformat(row["交易时间"]).replace(tzinfo=SHANGHAI),
        fee_fen=fen(row["手续费"]),
        refund_number=row.get("商户退款单号", "") if is_refund else "",
        refund_channel_number=row.get("微信退款单号", "") if is_refund else "",
    )


def _first(row: Mapping[str, str], names: Iterable[str]) -> str:
    for name in names:
        if name in row:
            return row[name]
    raise BadBill(f"the bill has no column {'、'.join(names)}")


def _check_totals(rows: list[BillRow], totals: Mapping[str, str]) -> None:
    paid = sum(row.amount_fen for row in rows if not row.refund_number)
    back = sum(row.amount_fen for row in rows if row.refund_number)
    wanted = {"总交易单数": len(rows), "订单总金额": paid, "申请退款总金额": back}
    for name, value in wanted.items():
        told = totals.get(name)
        if told is not None and (int(told) if name == "总交易单数" else fen(told)) != value:
            raise BadBill(f"{name} is {told} in the totals, but not in the rows")


def fen(text: str) -> int:
    """Yuan as bills write them, up to five decimals, as whole fen (fees are rounded half up).

    Raises:
        BadBill: it is no amount.
    """
    sign, plain = (-1, text[1:]) if text.startswith("-") else (1, text)
    whole, _, part = plain.partition(".")
    if not (whole + part).isdigit():
        raise BadBill(f"“{text}” is no amount")
    return sign * ((int(whole + (part + "000")[:3]) + 5) // 10)
