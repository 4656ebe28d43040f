"""The procedures that the slices declared."""

from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.cases.kernel import Procedure
from qianshan.mechanisms.words import N_, Words

PROCEDURES: dict[str, Procedure] = {}


def register(procedure: Procedure) -> Procedure:
    """Make a procedure known.

    Raises:
        ValueError: the key is taken.
    """
    if procedure.key in PROCEDURES:
        raise ValueError(f"two procedures are named {procedure.key}")
    PROCEDURES[procedure.key] = procedure
    return procedure


def procedure(key: str) -> Procedure:
    """A procedure by its key, as it stands in a case or a URL.

    Raises:
        NotFound: nobody declared it.
    """
    found = PROCEDURES.get(key)
    if found is None:
        raise NotFound(Words(N_("There is no procedure %(key)s."), key=key))
    return found
