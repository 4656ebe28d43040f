"""The register at work: takes bundles, lays copies of numbers ready."""

import csv
import hashlib
import io
import json
import os
import time
import zipfile
from datetime import datetime, timedelta, timezone

from sandbox.frame import App
from sandbox.frame.drop import Drop, Refused

SCHEMA = """
CREATE TABLE IF NOT EXISTS charity_china_filing (
  number TEXT PRIMARY KEY, national TEXT NOT NULL, state TEXT NOT NULL, fields TEXT NOT NULL, at REAL NOT NULL
);
"""
REQUIRED = {
    "aaex9101": "慈善组织名称",
    "aaex9102": "备案编号",
    "aaex9103": "方案名称",
    "aaex9104": "募捐目的",
    "aaex9105": "起始日期",
    "aaex9106": "结束日期",
    "aaex9111": "受益人范围",
    "aaex9112": "募得款物用途",
    "aaex9114": "剩余财产处理",
    "aaex9116": "统一社会信用代码",
    "aaex9131": "备案日期",
    "aaex9173": "募捐目标",
}
_BEIJING = timezone(timedelta(hours=8))


def key() -> str:
    """The key of the file drop; no secret in the sandbox."""
    return os.environ.get("QIANSHAN_SANDBOX_DROP_KEY", "sandbox-drop-key")


class Register:
    """What it knows is in the store; `drop` is set by `routes`."""

    drop: Drop

    def __init__(self, app: App) -> None:
        self._app, self._store, self._faults = app, app.store, app.faults

    def take(self, name: str, content: bytes) -> str:
        """Take a bundle and lay its number ready."""
        number, fields = _read(content)
        if name != f"{number}.zip":
            raise Refused("文件名与备案编号不一致")
        refused = self._faults.take("charity_china.refuse", number)
        if refused is not None:
            raise Refused(refused or "暂不受理")
        state, national = "confirmed", number
        other = self._faults.take("charity_china.differ", number)
        if other is not None:
            state, national = "differs", number[:-3] + (other if len(other) == 3 else "099")
        if self._faults.take("charity_china.unknown", number) is not None:
            state, national = "unknown", ""
        self._store.execute(
            "INSERT INTO charity_china_filing VALUES (?, ?, ?, ?, ?)",
            *(number, national, state, json.dumps(fields, ensure_ascii=False), time.time()),
        )
        late = float(self._faults.take("charity_china.late", number) or 2) / self._app.speed
        row = self._store.row("SELECT count(*) n FROM charity_china_filing")
        line = ["L", number, fields["aaex9116"], fields["aaex9103"], national, state, fields["aaex9131"], ""]
        self.drop.offer(
            "charity_china.numbers", f"{row['n'] if row else 0:06d}.csv", _copy([line]), after_seconds=late
        )
        return f"CSZG{row['n'] if row else 0:08d}"


def _read(content: bytes) -> tuple[str, dict[str, str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as bundle:
            told = json.loads(bundle.read("filing.json"))
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise Refused("不是 QSCSZG-FILING-1") from error
    if told.get("format") != "QSCSZG-FILING-1":
        raise Refused("格式标记不对")
    fields = told["fields"]
    missing = [label for code, label in REQUIRED.items() if not fields.get(code)]
    if missing:
        raise Refused(f"缺少：{'、'.join(missing)}")
    if fields["aaex9102"] != told["number"]:
        raise Refused("备案编号前后不一致")
    return told["number"], fields


def _copy(lines: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(["QSCSZG-NUMBERS-1", datetime.now(_BEIJING).strftime("%Y%m%d%H%M%S")])
    rows.writerows(lines)
    body = b"\xef\xbb\xbf" + out.getvalue().encode()
    return body + f"E,{len(lines)},{hashlib.sha256(body).hexdigest()}\r\n".encode()
