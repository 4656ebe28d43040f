"""Our public codes: a prefix by kind and 12 symbols, 11 random and one mod-37 check.

Nothing countable may be read from a code, and it may be dictated over a phone: Crockford's
base 32 without I, L, O, U. A check value of 32 or more has no symbol in the 32, so the
code is drawn again.
"""

import secrets

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BODY = 11


def _check_value(body: str) -> int:
    value = 0
    for symbol in body:
        value = (value * 32 + SYMBOLS.index(symbol)) % 37
    return value


def new_code(prefix: str) -> str:
    """Draw a fresh code such as `QS7K3M9XT2VWDW` (2 + 12 characters)."""
    while True:
        body = "".join(secrets.choice(SYMBOLS) for _ in range(_BODY))
        check = _check_value(body)
        if check < len(SYMBOLS):
            return f"{prefix}{body}{SYMBOLS[check]}"


def is_code(text: str, prefix: str) -> bool:
    """Whether the text is a well-formed code of this kind, its check symbol included."""
    body = text[len(prefix) : -1]
    if (
        not text.startswith(prefix)
        or len(body) != _BODY
        or any(s not in SYMBOLS for s in text[len(prefix) :])
    ):
        return False
    return _check_value(body) == SYMBOLS.index(text[-1])
