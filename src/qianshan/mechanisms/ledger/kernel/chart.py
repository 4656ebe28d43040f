"""The chart of accounts of a regime, read from the law's data."""

from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml


@dataclass(frozen=True, slots=True)
class Account:
    """One account: its side, its class and what its lines may carry."""

    code: str
    zh: str
    en: str
    account_class: str
    side: str
    dims: frozenset[str]
    edition: str


MONEY_ACCOUNTS = ("1001", "1002", "1009")
LIABILITY_ACCOUNTS = ("2101", "2201", "2202", "2203", "2204", "2206", "2209", "2301", "2501", "2502")
FORM_ACCOUNTS = (
    "1101", "1111", "1121", "1122", "1141", "1301", "1401", "1402", "1403", "1501", "1505", "1506",
    "1509", "1601", "1701",
)  # fmt: skip
FORM_ALLOWANCES = ("1102", "1131", "1421", "1502", "1503", "1602", "1603", "2503")


@cache
def chart(regime: str) -> dict[str, Account]:
    """The accounts of a regime by code.

    Raises:
        FileNotFoundError: the law data hold no such chart.
    """
    path = resources.files("qianshan").joinpath("statutes", "chart", f"{regime}.yaml")
    rows = yaml.safe_load(path.read_text("utf-8"))["accounts"]
    return {
        code: Account(
            code, row["zh"], row["en"], row["class"], row["side"], frozenset(row["dims"]), row["edition"]
        )
        for code, row in rows.items()
    }


def account_for(tag: str) -> str:
    """The expense account of a cost class: management 5301, fundraising 5401, everything else 5101."""
    return {"M": "5301", "B": "5401"}.get(tag[:1], "5101")
