"""Writing a request and reading a result (formats in README.md)."""

import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import cast

from qianshan.mechanisms.exchange.api import BadFile, amount_text
from qianshan.outside.fiscal_receipts.einvoice import EInvoice, read_einvoice

_REQUEST, _RESULT = "QSFISCAL-REQUEST-1", "QSFISCAL-RESULT-1"
_MAX_PART = 10 * 1024 * 1024
CODE, NUMBER, CHECK_CODE = (re.compile(p + r"\Z") for p in ("[0-9]{8}", "[0-9]{10}", "[0-9A-Za-z]{6}"))


class ResultState(StrEnum):
    """How a request ended."""

    ISSUED = "issued"
    REVERSED = "reversed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class FiscalResult:
    """One result; `invoice`, `xml` and `pdf` are there unless refused."""

    request: str
    state: ResultState
    code: str
    number: str
    check_code: str
    issued_on: date | None
    reason_code: str
    reason: str
    invoice: EInvoice | None
    xml: bytes
    pdf: bytes


def request_payload(  # noqa: PLR0913  (the fields of one document)
    *,
    request: str,
    issuer: Mapping[str, str],
    payer: Mapping[str, object],
    items: list[tuple[str, str, int]],
    paid_on: date,
    handler: str = "",
    remark: str = "",
    reverses: Mapping[str, str] | None = None,
    reason: str = "",
) -> dict[str, object]:
    """The payload of a `fiscal.request` parcel; `items` are (code, name, fen), their sum the total."""
    payload: dict[str, object] = {
        "request": request,
        "action": "reverse" if reverses else "issue",
        "issuer": dict(issuer),
        "handler": handler,
        "payer": dict(payer),
        "items": [
            {"code": code, "name": name, "unit": "元", "quantity": "1", "amount": amount_text(fen)}
            for code, name, fen in items
        ],
        "total": amount_text(sum(fen for _, _, fen in items)),
        "paid_on": f"{paid_on:%Y%m%d}",
        "remark": remark,
    }
    if reverses:
        payload |= {"reverses": dict(reverses), "reason": reason}
    return payload


def request_file(payload: Mapping[str, object], made_at: datetime) -> tuple[str, bytes]:
    """Name and bytes of a request."""
    whole = {"format": _REQUEST, "made_at": made_at.isoformat(), **payload}
    return f"{payload['request']}.json", json.dumps(whole, ensure_ascii=False, sort_keys=True).encode()


def read_result(content: bytes) -> FiscalResult:
    """Check and read a result package.

    Raises:
        BadFile: it does not follow the format, or its parts contradict each other.
    """
    parts = _unzip(content)
    told = _told(parts.get("result.json", b""))
    state = ResultState(told["state"])
    if state is ResultState.REFUSED:
        return FiscalResult(
            told["request"], state, "", "", "", None, told["reason_code"], told["reason"], None, b"", b""
        )
    if "einvoice.xml" not in parts or not parts.get("einvoice.pdf", b"").startswith(b"%PDF-"):
        raise BadFile("einvoice.xml or einvoice.pdf is missing")
    invoice = read_einvoice(parts["einvoice.xml"])
    for name, pattern in (("code", CODE), ("number", NUMBER), ("check_code", CHECK_CODE)):
        if not pattern.match(told[name]) or told[name] != getattr(invoice, name):
            raise BadFile(f"{name} of the result and of the receipt")
    return FiscalResult(
        told["request"],
        state,
        told["code"],
        told["number"],
        told["check_code"],
        invoice.issued_on,
        "",
        "",
        invoice,
        parts["einvoice.xml"],
        parts["einvoice.pdf"],
    )


def disagreements(payload: Mapping[str, object], result: FiscalResult) -> list[tuple[str, str, str]]:
    """(field, asked, on the receipt) where a receipt is not what was asked for; empty when refused."""
    if result.invoice is None:
        return []
    issuer, payer = (cast("Mapping[str, object]", payload[name]) for name in ("issuer", "payer"))
    reverses = cast("Mapping[str, str]", payload.get("reverses") or {})
    pairs = [
        ("total", str(payload["total"]), amount_text(result.invoice.total_fen)),
        ("payer", str(payer["name"]), result.invoice.payer_name),
        ("issuer", str(issuer["uscc"]), result.invoice.issuer_uscc),
        ("reverses", reverses.get("number", ""), result.invoice.reverses_number),
        ("request", str(payload["request"]), result.invoice.request),
    ]
    return [(field, asked, found) for field, asked, found in pairs if asked != found]


def _unzip(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if any(part.file_size > _MAX_PART for part in package.infolist()):
                raise BadFile("a part is too large")
            wanted = {"result.json", "einvoice.xml", "einvoice.pdf"} & set(package.namelist())
            return {name: package.read(name) for name in wanted}
    except zipfile.BadZipFile as error:
        raise BadFile("no ZIP") from error


def _told(content: bytes) -> dict[str, str]:
    try:
        told = json.loads(content)
    except ValueError as error:
        raise BadFile("result.json") from error
    names = ("request", "state", "code", "number", "check_code", "reason_code", "reason")
    if not isinstance(told, dict) or told.get("format") != _RESULT:
        raise BadFile("the mark of the format")
    if not all(isinstance(told.get(name), str) for name in names) or told["state"] not in tuple(ResultState):
        raise BadFile("result.json")
    return {name: told[name] for name in names}
