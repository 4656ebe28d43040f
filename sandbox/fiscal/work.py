"""The office at work: reads a request, numbers a receipt, lays the result ready."""

import io
import json
import os
import re
import secrets
import string
import zipfile
from datetime import datetime, timedelta, timezone

from sandbox.fiscal.einvoice import Face, write
from sandbox.fiscal.pdf import receipt_pdf
from sandbox.frame import App
from sandbox.frame.drop import Drop, Refused

SCHEMA = """
CREATE TABLE IF NOT EXISTS fiscal_receipt (
  id INTEGER PRIMARY KEY, code TEXT NOT NULL, number TEXT NOT NULL, check_code TEXT NOT NULL, request TEXT NOT NULL UNIQUE,
  payer TEXT NOT NULL, issuer TEXT NOT NULL, total TEXT NOT NULL, issued_on TEXT NOT NULL, red_of TEXT NOT NULL DEFAULT '',
  reversed_by TEXT NOT NULL DEFAULT '', checks INTEGER NOT NULL DEFAULT 0, xml BLOB NOT NULL, pdf BLOB NOT NULL,
  UNIQUE (code, number)
);
"""
REASONS = {
    "0201": "单位未开通电子票据",
    "0203": "交款人信息不合要求",
    "0204": "原票据不存在或已冲红",
    "0205": "金额与明细不合",
    "0299": "其他",
}
_BEIJING = timezone(timedelta(hours=8))
_LETTERS = string.ascii_letters + string.digits
_AMOUNT = re.compile(r"[0-9]{1,12}\.[0-9]{2}\Z")
_FIRST = 8_176


def key() -> str:
    """The key of the file drop; no secret in the sandbox."""
    return os.environ.get("QIANSHAN_SANDBOX_DROP_KEY", "sandbox-drop-key")


class _No(Exception):
    """A request is refused with this reason code."""


class Office:
    """What it knows is in the store; `drop` is set by `routes`."""

    drop: Drop

    def __init__(self, app: App) -> None:
        self._app, self._store, self._faults = app, app.store, app.faults

    def take(self, name: str, content: bytes) -> str:
        """Take a request; a malformed one is refused at once, anything else is answered by a result file."""
        try:
            asked = json.loads(content)
            request = str(asked["request"])
        except (ValueError, KeyError, TypeError) as error:
            raise Refused("不是 QSFISCAL-REQUEST-1") from error
        if asked.get("format") != "QSFISCAL-REQUEST-1" or name != f"{request}.json":
            raise Refused("格式标记或文件名不对")
        late = float(self._faults.take("fiscal.slow", request) or 1) / self._app.speed
        try:
            parts = self._issue(asked)
        except _No as no:
            code = str(no) if str(no) in REASONS else "0299"
            told = {"state": "refused", "reason_code": code, "reason": REASONS[code]}
            parts = {"result.json": self._told(request, **told)}
        twice = self._faults.take("fiscal.twice", request) is not None
        for number in (1, 2) if twice else (1,):
            self.drop.offer("fiscal.result", f"{request}-{number}.zip", _zip(parts), after_seconds=late)
        return f"CZ{secrets.token_hex(6).upper()}"

    def _issue(self, asked: dict) -> dict[str, bytes]:
        self._examine(asked)
        request, total = str(asked["request"]), asked["total"]
        issued = datetime.now(_BEIJING)
        row = self._store.row("SELECT count(*) n FROM fiscal_receipt")
        number = f"{_FIRST + (row['n'] if row else 0) + 1:010d}"
        code = f"520601{issued:%y}"
        check_code = "".join(secrets.choice(_LETTERS) for _ in range(6))
        if self._faults.take("fiscal.wrong_amount", request) is not None:
            total = f"{(int(total.replace('.', '')) - 1) / 100:.2f}"
        payer = (
            "某某某"
            if self._faults.take("fiscal.wrong_payer", request) is not None
            else asked["payer"]["name"]
        )
        face = Face(code, number, check_code, issued, total, payer)
        xml, pdf = write(asked, face), self._pdf(asked, face)
        red_of = (
            f"{asked['reverses']['code']}-{asked['reverses']['number']}"
            if asked["action"] == "reverse"
            else ""
        )
        self._store.execute(
            "INSERT INTO fiscal_receipt (code, number, check_code, request, payer, issuer, total, issued_on, red_of, xml, pdf)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(code, number, check_code, request, payer, asked["issuer"]["name"], total),
            *(issued.strftime("%Y%m%d"), red_of, xml, pdf),
        )
        if red_of:
            self._store.execute(
                "UPDATE fiscal_receipt SET reversed_by = ? WHERE code || '-' || number = ?",
                f"{code}-{number}",
                red_of,
            )
        told = self._told(
            request,
            state="reversed" if red_of else "issued",
            code=code,
            number=number,
            check_code=check_code,
            issued_on=issued.strftime("%Y%m%d"),
        )
        parts = {"result.json": told, "einvoice.xml": xml}
        if self._faults.take("fiscal.no_pdf", request) is None:
            parts["einvoice.pdf"] = pdf
        return parts

    def _examine(self, asked: dict) -> None:
        issuer, payer = asked.get("issuer", {}), asked.get("payer", {})
        refused = self._faults.take("fiscal.refuse", str(asked["request"]), str(issuer.get("name", "")))
        if refused is not None:
            raise _No(refused or "0299")
        if not payer.get("name") or payer.get("type") not in (1, 2):
            raise _No("0203")
        amounts = [str(item.get("amount", "")) for item in asked.get("items", [])]
        if not amounts or not all(
            _AMOUNT.match(amount) for amount in [*amounts, str(asked.get("total", ""))]
        ):
            raise _No("0205")
        if sum(int(amount.replace(".", "")) for amount in amounts) != int(asked["total"].replace(".", "")):
            raise _No("0205")
        if asked.get("action") == "reverse":
            self._examine_reversal(asked)

    def _examine_reversal(self, asked: dict) -> None:
        named = asked.get("reverses", {})
        row = self._store.row(
            "SELECT * FROM fiscal_receipt WHERE code = ? AND number = ? AND check_code = ?",
            *(named.get("code"), named.get("number"), named.get("check_code")),
        )
        if row is None or row["reversed_by"] or row["red_of"]:
            raise _No("0204")
        if row["total"] != asked["total"]:
            raise _No("0205")

    @staticmethod
    def _told(request: str, **values: str) -> bytes:
        empty = dict.fromkeys(
            ("state", "code", "number", "check_code", "issued_on", "reason_code", "reason"), ""
        )
        return json.dumps(
            {"format": "QSFISCAL-RESULT-1", "request": request, **empty, **values}, ensure_ascii=False
        ).encode()

    @staticmethod
    def _pdf(asked: dict, face: Face) -> bytes:
        red = asked["action"] == "reverse"
        rows = [
            ("票据代码", face.code),
            ("票据号码", face.number),
            ("校验码", face.check_code),
            ("开票日期", face.issued.strftime("%Y-%m-%d")),
            ("交款人", face.payer),
            ("收款单位", asked["issuer"]["name"]),
        ]
        if red:
            rows.append(("红字冲销", f"{asked['reverses']['code']} {asked['reverses']['number']}"))
        sign = "-" if red else ""
        items = [(item["name"], sign + item["amount"]) for item in asked["items"]]
        return receipt_pdf("公益事业捐赠统一票据（电子）", rows, items, sign + face.total, red=red)


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()
