"""Numbers of persons: resident ID, mobile phone, bank card. Form only, nothing is kept.

Source: GB 11643-1999; numbering plan of mobile services; ISO/IEC 7812 (Luhn).
"""

import re
from datetime import date

_ID = re.compile(r"^[1-9]\d{16}[\dX]$")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_MOBILE = re.compile(r"^1[3-9]\d{9}$")
_CARD = re.compile(r"^\d{16,19}$")
_DOUBLED_BACK = 9


def birth_date(resident_id: str) -> date | None:
    """The birth date that a resident ID number carries; None when the number cannot be right."""
    if not _ID.fullmatch(resident_id):
        return None
    try:
        born = date(int(resident_id[6:10]), int(resident_id[10:12]), int(resident_id[12:14]))
    except ValueError:
        return None
    total = sum(int(digit) * weight for digit, weight in zip(resident_id[:17], _ID_WEIGHTS, strict=True))
    return born if _ID_CHECKS[total % 11] == resident_id[17] else None


def is_resident_id(text: str) -> bool:
    """Whether form, birth date and check character of the 18 agree."""
    return birth_date(text) is not None


def is_mobile(text: str) -> bool:
    """Whether it has the form of a mainland mobile number."""
    return bool(_MOBILE.fullmatch(text)) and text.isascii()


def luhn_is_right(digits: str) -> bool:
    """Whether the last digit is the Luhn check of the others."""
    total = 0
    for place, sign in enumerate(reversed(digits)):
        value = int(sign) * (2 if place % 2 else 1)
        total += value - 9 if value > _DOUBLED_BACK else value
    return total % 10 == 0


def is_bank_card(text: str) -> bool:
    """Whether it has 16 to 19 digits and the right check."""
    return bool(_CARD.fullmatch(text)) and text.isascii() and luhn_is_right(text)
