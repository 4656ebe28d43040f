"""One JSON text for one value, so that its hash is its identity.

Source: RFC 8785 (JSON Canonicalization Scheme). Numbers are whole and below 2**53: money is
integer fen, and a float has no place in a record.
"""

import json
from collections.abc import Mapping, Sequence

_TYPE_ERROR = "a record holds text, whole numbers, true, false, null, lists and objects, not {}"
_GREATEST = 2**53 - 1
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
_encode_sorted = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), allow_nan=False, sort_keys=True
).encode


def canonical(value: object) -> bytes:
    """The canonical bytes of a record.

    Raises:
        TypeError: it holds something else than text, whole numbers, booleans, null, lists, objects.
        ValueError: a number is too great to be the same in every language.
    """
    if type(value) is dict and _is_simple(value):
        return _encode_sorted(value).encode()
    return _encode(_sorted(value)).encode()


def _is_simple(record: dict[object, object]) -> bool:
    """Texts and small numbers under ASCII names: nearly all records, and there are thousands in a batch."""
    for key, value in record.items():
        kind = type(value)
        if kind is not str and not (kind is int and -_GREATEST <= value <= _GREATEST):  # type: ignore[operator]  # an int
            return False
        if type(key) is not str or not key.isascii():
            return False
    return True


def _sorted(value: object) -> object:
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int):
        if abs(value) > _GREATEST:
            raise ValueError(f"{value} is greater than 2**53 - 1")
        return value
    if isinstance(value, Mapping):
        return {key: _sorted(value[key]) for key in _in_order(value)}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [_sorted(item) for item in value]
    raise TypeError(_TYPE_ERROR.format(type(value).__name__))


def _in_order(record: Mapping[str, object]) -> list[str]:
    if not all(isinstance(key, str) for key in record):
        raise TypeError("the keys of a record are text")
    return sorted(record, key=lambda key: key.encode("utf-16-be"))
