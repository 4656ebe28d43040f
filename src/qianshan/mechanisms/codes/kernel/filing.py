"""Filing numbers of fundraising plans and numbers of charitable projects.

Plan: USCC + `A` + year (2) + serial (3). Project: USCC + `P` + year + serial, and perhaps `-n`
for a part. The serial counts per organisation and year from 001.

Source: numbers as published on Charity China and in public field lists.
"""

import re
from dataclasses import dataclass

from qianshan.mechanisms.codes.kernel.uscc import LENGTH, parse_uscc
from qianshan.mechanisms.codes.kernel.wrong import WrongNumber
from qianshan.mechanisms.words import N_, Words

_TAIL = {"A": re.compile(r"^A(\d{2})(\d{3})$"), "P": re.compile(r"^P(\d{2})(\d{3})(?:-(\d+))?$")}
_CENTURY = 100
_LAST_SERIAL = 999


@dataclass(frozen=True, slots=True)
class StatutoryNumber:
    """A filing or project number and its parts; `year` has two digits."""

    text: str
    uscc: str
    kind: str
    year: int
    serial: int
    part: int | None = None


def filing_number(uscc: str, year: int, serial: int) -> str:
    """The number of a plan: `53520000MJY00001XKA26001`."""
    return _compose(uscc, "A", year, serial)


def project_number(uscc: str, year: int, serial: int) -> str:
    """The number of a project: `53520000MJY00001XKP26001`."""
    return _compose(uscc, "P", year, serial)


def parse_filing_number(text: str, *, year: int | None = None) -> StatutoryNumber:
    """Read a plan's number; with `year` (four digits) a number of a later year is refused.

    Raises:
        WrongNumber: it is not such a number; the sentence says why.
    """
    return _parse(text, "A", year)


def parse_project_number(text: str, *, year: int | None = None) -> StatutoryNumber:
    """Read a project's number, its part included.

    Raises:
        WrongNumber: it is not such a number; the sentence says why.
    """
    return _parse(text, "P", year)


def is_filing_number(text: str) -> bool:
    """Whether it is a well-formed plan number."""
    try:
        return _parse(text, "A", None).text == text
    except WrongNumber:
        return False


def _compose(uscc: str, kind: str, year: int, serial: int) -> str:
    if not 1 <= serial <= _LAST_SERIAL:
        raise WrongNumber(
            Words(N_("The serial of a year runs from 001 to 999; %(serial)s does not fit."), serial=serial)
        )
    return f"{parse_uscc(uscc).text}{kind}{year % _CENTURY:02d}{serial:03d}"


def _parse(text: str, kind: str, year: int | None) -> StatutoryNumber:
    code = text.strip().upper()
    owner = parse_uscc(code[:LENGTH])
    found = _TAIL[kind].fullmatch(code[LENGTH:])
    if not found or found.group(2) == "000":
        raise WrongNumber(
            Words(
                N_(
                    "After the 18 characters of the code stand %(kind)s, two digits of the year and a serial from 001; found %(found)s."
                ),
                kind=kind,
                found=code[LENGTH:] or "—",
            )
        )
    short = int(found.group(1))
    if year is not None and short > year % _CENTURY:
        raise WrongNumber(
            Words(N_("The number is of the year 20%(year)s, which has not come yet."), year=found.group(1))
        )
    part = found.group(3) if kind == "P" else None
    return StatutoryNumber(code, owner.text, kind, short, int(found.group(2)), int(part) if part else None)
