"""Whether this is a practice installation: written once when the database was made, so kept once read."""

from qianshan.mechanisms.acts.api import is_practice

_known: list[bool] = []


def practice() -> bool:
    """Whether this database is for practice; asks it once."""
    if not _known:
        answer = is_practice()
        if not answer:
            return False
        _known.append(answer)
    return _known[0]


def practice_if_known() -> bool:
    """The same without touching the database, for error pages."""
    return bool(_known and _known[0])
