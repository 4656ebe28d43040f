"""Making and renaming organisations."""

import re

from qianshan.mechanisms.access.kinds import KINDS
from qianshan.mechanisms.access.models import Organisation
from qianshan.mechanisms.acts.api import Actor, BadInput, Conflict, NotFound, command, subject
from qianshan.mechanisms.words import N_, Words

_USCC = re.compile(r"^[0-9A-HJ-NP-RTUW-Y]{18}$")
_SYMBOLS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LONGEST_NAME = 120


@command("access.organisation.create")
def create_organisation(*, uscc: str, name: str, kind: str, division_code: str, by: Actor) -> int:
    """Enter an organisation; returns its id. The caller has checked that `by` may.

    Raises:
        BadInput: the code's check symbol is wrong, the kind is unknown, or the name is empty.
        Conflict: the code is known.
    """
    if not _USCC.match(uscc) or not _right_check(uscc):
        raise BadInput(
            Words(
                N_("“%(uscc)s” is not a unified social credit code: 18 symbols, the last one is a check."),
                uscc=uscc,
            ),
            field="uscc",
            value=uscc,
            article="GB 32100-2015",
        )
    if kind not in KINDS:
        raise BadInput(
            Words(N_("Unknown kind of organisation: %(kind)s."), kind=kind), field="kind", value=kind
        )
    if not 0 < len(name.strip()) <= _LONGEST_NAME:
        raise BadInput(Words(N_("The name has 1 to 120 characters.")), field="name", value=name)
    if Organisation.objects.filter(uscc=uscc).exists():
        raise Conflict(
            Words(N_("An organisation with the code %(uscc)s is known already."), uscc=uscc),
            field="uscc",
            value=uscc,
        )
    made = Organisation.objects.create(
        uscc=uscc, name=name.strip(), kind=kind, division_code=division_code, created_at=by.at
    )
    subject("access.organisation", made.pk)
    return made.pk


@command("access.organisation.rename")
def rename_organisation(*, organisation_id: int, name: str, by: Actor) -> None:
    """Give an organisation its new name; the old one stands in the acts' history of the slice that renames.

    Raises:
        BadInput: the name is empty or too long.
        NotFound: there is no such organisation.
    """
    if not 0 < len(name.strip()) <= _LONGEST_NAME:
        raise BadInput(Words(N_("The name has 1 to 120 characters.")), field="name", value=name)
    if not Organisation.objects.filter(pk=organisation_id).update(name=name.strip()):
        raise NotFound(Words(N_("There is no such organisation.")))
    subject("access.organisation", organisation_id, "name")


def _right_check(uscc: str) -> bool:
    total = sum(_SYMBOLS.index(symbol) * pow(3, place, 31) for place, symbol in enumerate(uscc[:17]))
    return _SYMBOLS.index(uscc[17]) == (31 - total % 31) % 31
