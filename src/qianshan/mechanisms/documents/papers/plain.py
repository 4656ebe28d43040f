"""Turn values into what a template prints: dates as 2026 年 11 月 24 日, fen as yuan and capitals."""

from collections.abc import Mapping, Sequence
from datetime import date

from qianshan.mechanisms.money import capital, yuan


def plain_mapping(values: Mapping[str, object]) -> dict[str, object]:
    """Copy a mapping for JSON and add `_yuan` and `_capital` beside each `_fen`."""
    plain: dict[str, object] = {}
    for key, value in values.items():
        plain[key] = plain_value(value)
        if key.endswith("_fen") and isinstance(value, int):
            plain[key.removesuffix("_fen") + "_yuan"] = yuan(value)
            plain[key.removesuffix("_fen") + "_capital"] = capital(value)
    return plain


def plain_value(value: object) -> object:
    """One value as JSON; what is not plain is refused.

    Raises:
        TypeError: a value that is neither text, number, date, list nor mapping.
    """
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, date):
        return f"{value.year} 年 {value.month} 月 {value.day} 日"
    if isinstance(value, Mapping):
        return plain_mapping(value)
    if isinstance(value, Sequence):
        return [plain_value(part) for part in value]
    raise TypeError(f"a paper takes plain values, not {type(value).__name__}")
