"""Clocks that rest on an unpublished holiday list are counted again when the list is there."""

from datetime import date

from qianshan.mechanisms.acts.api import Actor, command
from qianshan.mechanisms.calendar.kernel import Unit, deadline, is_provisional
from qianshan.mechanisms.cases.desk import keep, locked
from qianshan.mechanisms.cases.models import CaseClock


def provisional_codes(on: date) -> list[str]:
    """Cases with a running provisional clock whose days are published by now; at most 500."""
    rows = (
        CaseClock.objects.filter(ended_on=None, provisional=True).select_related("case").order_by("pk")[:500]
    )
    return [row.case.code for row in rows if not is_provisional(row.due_on)]


@command("cases.clock.recount")
def recount_clock(*, code: str, by: Actor) -> bool:
    """Count the running clock of a case again; returns whether its last day moved. Locks the case."""
    case = locked(code)
    row = CaseClock.objects.filter(case=case, ended_on=None, provisional=True).first()
    if row is None:
        keep(case)
        return False
    end = deadline(row.starts_on, row.length, Unit(row.unit))
    moved = end.on != row.due_on
    row.due_on, row.provisional = end.on, end.provisional
    row.save(update_fields=["due_on", "provisional"])
    case.due_on = end.on
    keep(case, "due_on")
    return moved
