"""Reading one typed text: a line, a day, an amount, a number, yes or no."""

import re
from collections.abc import Callable
from datetime import date

from qianshan.mechanisms.words import N_, Words

Read = tuple[object, Words | None]

_MONEY = re.compile(r"^(\d{1,3}(?:,\d{3})+|\d{1,13})(?:\.(\d{1,2}))?$")
_NUMBER = re.compile(r"^\d{1,9}$")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，－", "0123456789.,-")


def text(typed: str) -> Read:
    """A line or a paragraph as it was typed."""
    return typed, None


def day(typed: str) -> Read:
    """A day such as 2026-12-04, kept as ISO text."""
    try:
        return date.fromisoformat(typed.translate(_FULL_WIDTH).replace("/", "-")).isoformat(), None
    except ValueError:
        return None, Words(N_("“%(typed)s” is not a day. Write it as 2026-09-05."), typed=typed)


def money(typed: str) -> Read:
    """An amount in yuan with at most two decimals, kept as fen."""
    found = _MONEY.match(typed.translate(_FULL_WIDTH).removeprefix("¥").strip())
    if found is None:
        return None, Words(
            N_("“%(typed)s” is not an amount. Write yuan with at most two decimals, as 30000.00."),
            typed=typed,
        )
    whole, decimals = found.groups()
    return int(whole.replace(",", "")) * 100 + int((decimals or "0").ljust(2, "0")), None


def number(typed: str) -> Read:
    """A whole number."""
    plain = typed.translate(_FULL_WIDTH).replace(",", "")
    if not _NUMBER.match(plain):
        return None, Words(N_("“%(typed)s” is not a whole number."), typed=typed)
    return int(plain), None


def yes_no(typed: str) -> Read:
    """The answer yes or no."""
    if typed not in {"yes", "no"}:
        return None, Words(N_("Answer yes or no."))
    return typed == "yes", None


def choice(typed: str) -> Read:
    """A key that the caller has held against its list."""
    return typed, None


READERS: dict[str, Callable[[str], Read]] = {
    "text": text,
    "long": text,
    "date": day,
    "money": money,
    "number": number,
    "yes_no": yes_no,
    "choice": choice,
}
