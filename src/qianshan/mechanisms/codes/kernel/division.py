"""Division codes: six digits to the county, nine to the township, twelve to the village.

Codes are compared whole. Who lies below whom is asked of the division tree that was valid on
the day, never of a code's first digits: codes change and places move.

Source: GB/T 2260; statistical codes of townships and villages.
"""

from enum import StrEnum

_COUNTY = 6
_TOWNSHIP = 9
_VILLAGE = 12


class Level(StrEnum):
    """The five levels of the province."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"


def level_of(code: str) -> Level | None:
    """The level that the code's form says; None when it has no such form."""
    if not code.isascii() or not code.isdigit() or code[0] == "0":
        return None
    if len(code) == _VILLAGE:
        return Level.VILLAGE
    if len(code) == _TOWNSHIP:
        return Level.TOWNSHIP
    if len(code) != _COUNTY:
        return None
    if code.endswith("0000"):
        return Level.PROVINCE
    return Level.PREFECTURE if code.endswith("00") else Level.COUNTY


def is_division_code(code: str) -> bool:
    """Whether it has the form of a division code; not whether the place exists."""
    return level_of(code) is not None
