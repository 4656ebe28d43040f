"""The unified social credit code of an organisation: 18 characters with two check characters.

Parts: registrar, kind, division of the registering authority (6), organisation code (9, with
its own check), overall check.

Source: GB 32100-2015; GB 11714-1997.
"""

from dataclasses import dataclass

from qianshan.mechanisms.codes.kernel.wrong import WrongNumber
from qianshan.mechanisms.words import N_, Words

SYMBOLS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18
_MODULUS = 31
_WEIGHTS = tuple(pow(3, power, _MODULUS) for power in range(LENGTH - 1))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORGANISATION_MODULUS = 11

CIVIL_AFFAIRS = "5"
FORMS = {"1": "social_group", "2": "social_service_agency", "3": "foundation"}


@dataclass(frozen=True, slots=True)
class Uscc:
    """A well-formed code and its parts."""

    text: str

    @property
    def registrar(self) -> str:
        """Who registered it: 5 civil affairs, 1 the office of public posts, 9 market supervision."""
        return self.text[0]

    @property
    def form(self) -> str | None:
        """The legal form that civil affairs registered; None for other registrars and kinds."""
        return FORMS.get(self.text[1]) if self.registrar == CIVIL_AFFAIRS else None

    @property
    def division_code(self) -> str:
        """The six-digit code of the registering authority's division, as it was that day."""
        return self.text[2:8]

    @property
    def organisation_code(self) -> str:
        """The nine characters of GB 11714."""
        return self.text[8:17]


def overall_check(body: str) -> str:
    """The 18th character of the first 17."""
    total = sum(SYMBOLS.index(symbol) * weight for symbol, weight in zip(body, _WEIGHTS, strict=True))
    return SYMBOLS[-total % _MODULUS]


def organisation_check(body: str) -> str:
    """The ninth character of an organisation code of eight."""
    total = sum(int(symbol, 36) * weight for symbol, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    value = -total % _ORGANISATION_MODULUS
    return "X" if value == 10 else str(value)  # noqa: PLR2004  (the standard's own ten)


def parse_uscc(text: str) -> Uscc:
    """Read a code; spaces around it and small letters are forgiven.

    Raises:
        WrongNumber: length, a character, or one of the two checks is wrong; the sentence says which.
    """
    code = text.strip().upper()
    if len(code) != LENGTH:
        raise WrongNumber(
            Words(
                N_("A unified social credit code has 18 characters; this one has %(count)s."), count=len(code)
            )
        )
    strange = next((symbol for symbol in code if symbol not in SYMBOLS), None)
    if strange:
        raise WrongNumber(
            Words(
                N_(
                    "%(symbol)s does not occur in a unified social credit code; I, O, S, V and Z are left out."
                ),
                symbol=strange,
            )
        )
    if not code[2:8].isdigit():
        raise WrongNumber(
            Words(
                N_("Characters 3 to 8 are the division code, six digits; found %(found)s."), found=code[2:8]
            )
        )
    checks = (
        organisation_check(code[8:16]) == code[16],
        overall_check(code[:17]) == code[17],
    )
    if not all(checks):
        raise WrongNumber(
            Words(
                N_(
                    "The check character of %(code)s does not agree: one character is wrong or two are swapped."
                ),
                code=code,
            )
        )
    return Uscc(code)


def is_uscc(text: str) -> bool:
    """Whether it is a well-formed code, both checks included; no spaces, capitals only."""
    try:
        return parse_uscc(text).text == text
    except WrongNumber:
        return False


def make_uscc(registrar: str, kind: str, division_code: str, organisation_body: str) -> str:
    """Compose a code from its parts (17 characters without the checks); for practice and tests."""
    body = f"{registrar}{kind}{division_code}{organisation_body}{organisation_check(organisation_body)}"
    return body + overall_check(body)
