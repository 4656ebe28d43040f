"""Which papers a payment stands on."""

from qianshan.mechanisms.words import N_

_UNIT = N_("A unit is paid on a contract or an invoice; neither is attached.")
_PERSON = N_("A person is paid on a list or a decision; neither is attached.")


def missing_slots(payee_kind: str, slots: tuple[str, ...]) -> str:
    """The sentence about what is missing; empty when nothing is."""
    if payee_kind == "unit":
        return "" if {"contract", "invoice"} & set(slots) else _UNIT
    return "" if {"list", "decision"} & set(slots) else _PERSON
