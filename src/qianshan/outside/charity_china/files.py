"""Writing the bundle of a filing and reading the national copy of numbers (formats in README.md)."""

import csv
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from qianshan.mechanisms.exchange.api import BadFile, read_table

_FILING, _NUMBERS = "QSCSZG-FILING-1", "QSCSZG-NUMBERS-1"
_LINE = 8

# Our name of a field → its code in the national form and its label there.
FIELDS: dict[str, tuple[str, str]] = {
    "name": ("aaex9103", "方案名称"),
    "number": ("aaex9102", "备案编号"),
    "purpose": ("aaex9104", "募捐目的"),
    "starts_on": ("aaex9105", "起始日期"),
    "ends_on": ("aaex9106", "结束日期"),
    "beneficiary_scope": ("aaex9111", "受益人范围"),
    "beneficiary_count": ("aaex9171", "受益人数"),
    "beneficiary_choice": ("aaex9172", "受益人确定方式"),
    "goal": ("aaex9173", "募捐目标（元）"),
    "use": ("aaex9112", "募得款物用途"),
    "aid": ("aaex9174", "受益资助说明"),
    "execution": ("aaex9175", "执行说明"),
    "admin_cost": ("aaex9176", "管理成本说明"),
    "fundraising_cost": ("aaex9113", "募捐成本"),
    "surplus": ("aaex9114", "剩余财产处理"),
    "partner_name": ("aaex9150", "合作方名称"),
    "partner_uscc": ("aaex9151", "合作方统一社会信用代码"),
    "partner_kind": ("aaex9167", "合作方类型"),
    "charity_name": ("aaex9101", "慈善组织名称"),
    "charity_uscc": ("aaex9116", "统一社会信用代码"),
    "legal_representative": ("aaex9115", "法定代表人"),
    "filed_on": ("aaex9131", "备案日期"),
    "offsite": ("aaex9132", "是否异地募捐"),
    "project": ("aaex8102", "支持的慈善项目"),
}
REQUIRED = (
    "name",
    "number",
    "purpose",
    "starts_on",
    "ends_on",
    "beneficiary_scope",
    "goal",
    "use",
    "surplus",
    "charity_name",
    "charity_uscc",
    "filed_on",
)


class CopyState(StrEnum):
    """What the national copy says of a filing."""

    CONFIRMED = "confirmed"
    DIFFERS = "differs"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CopiedNumber:
    """One line of the national copy."""

    number: str
    uscc: str
    name: str
    national_number: str
    state: CopyState
    filed_on: date | None
    remark: str


def filing_payload(values: Mapping[str, object]) -> dict[str, object]:
    """The payload of a `charity_china.filing` parcel from our names of the fields (`FIELDS`).

    Dates become yyyy-mm-dd, a goal in yuan is given as text, empty values are left out.

    Raises:
        ValueError: a field that the form does not have, or a required one is empty.
    """
    unknown = [name for name in values if name not in FIELDS]
    missing = [name for name in REQUIRED if not values.get(name)]
    if unknown or missing:
        raise ValueError(f"filing for charity_china: unknown {unknown}, missing {missing}")
    filled = {name: value for name, value in values.items() if value not in (None, "")}
    return {
        "number": str(values["number"]),
        "fields": {FIELDS[name][0]: _text(value) for name, value in filled.items()},
    }


def bundle(payload: Mapping[str, object], made_at: datetime) -> tuple[str, bytes]:
    """Name and bytes of the bundle; the same payload and instant give the same bytes."""
    fields = payload["fields"]
    if not isinstance(fields, Mapping):
        raise TypeError("fields is a mapping")
    whole = {
        "format": _FILING,
        "number": payload["number"],
        "made_at": made_at.isoformat(),
        "fields": dict(fields),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in (
            ("filing.json", json.dumps(whole, ensure_ascii=False, sort_keys=True, indent=1).encode()),
            ("fields.csv", _fields_csv(fields)),
        ):
            made.writestr(zipfile.ZipInfo(name, made_at.timetuple()[:6]), content)
    return f"{payload['number']}.zip", out.getvalue()


def read_numbers(content: bytes) -> list[CopiedNumber]:
    """Check and read a copy file.

    Raises:
        BadFile: it does not follow the format.
    """
    rows = read_table(content)
    head, body, last = rows[0], rows[1:-1], rows[-1]
    if not head or head[0] != _NUMBERS:
        raise BadFile("first line")
    if last != ["E", str(len(body))]:
        raise BadFile("the count in the last line")
    return [_number(row) for row in body]


def _number(row: list[str]) -> CopiedNumber:
    if len(row) != _LINE or row[0] != "L" or row[5] not in tuple(CopyState):
        raise BadFile("a line")
    _, number, uscc, name, national, state, filed_on, remark = row
    if (state == CopyState.UNKNOWN) == bool(national):
        raise BadFile(f"{number} is {state} and its national number is {national!r}")
    if (state == CopyState.CONFIRMED) != (national == number):
        raise BadFile(f"{number} is {state} and its national number is {national!r}")
    return CopiedNumber(number, uscc, name, national, CopyState(state), _day(filed_on), remark)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise BadFile(f"date {text!r}") from error


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return value.isoformat() if isinstance(value, date) else str(value)


def _fields_csv(fields: Mapping[str, str]) -> bytes:
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(["代码", "项目", "内容"])
    labels = dict(FIELDS.values())
    rows.writerows([code, labels[code], value] for code, value in fields.items())
    return b"\xef\xbb\xbf" + out.getvalue().encode()
