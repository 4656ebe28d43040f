"""Starting, stopping and recounting the clocks of a case. Called inside commands only."""

from datetime import date

from qianshan.mechanisms.calendar.kernel import Unit, deadline
from qianshan.mechanisms.cases.kernel import Clock
from qianshan.mechanisms.cases.models import Case, CaseClock
from qianshan.mechanisms.law.kernel import article, law_on


def start_clock(case: Case, clock: Clock, *, waits_for: str, on: date) -> CaseClock:
    """Stop what runs and start this period; the day of the event is not counted.

    A clock without a parameter ends on the day of the event itself (filings are answered that day).
    """
    stop_clock(case, on=on)
    if clock.parameter:
        limit = law_on(on).parameter(clock.parameter)
        end = deadline(on, int(limit), Unit(clock.unit))
        length, verified = int(limit), limit.parameter.verified
        due_on, provisional = end.on, end.provisional
    else:
        length, verified = 0, article(clock.article).verified
        due_on, provisional = on, False
    row = CaseClock.objects.create(
        case=case,
        key=clock.key,
        waits_for=waits_for,
        article=clock.article,
        length=length,
        unit=clock.unit,
        verified=verified,
        starts_on=on,
        due_on=due_on,
        provisional=provisional,
    )
    case.due_on = row.due_on
    return row


def stop_clock(case: Case, *, on: date) -> None:
    """Stop the running period, if one runs."""
    CaseClock.objects.filter(case=case, ended_on=None).update(ended_on=on)
    case.due_on = None


def extend_clock(case: Case, clock: Clock, *, on: date) -> CaseClock | None:
    """Lengthen the running period by the extension's days, counted from its end; None when none runs."""
    running = CaseClock.objects.filter(case=case, ended_on=None).first()
    if running is None:
        return None
    limit = law_on(on).parameter(clock.parameter)
    end = deadline(running.due_on, int(limit), Unit(clock.unit))
    running.ended_on = on
    running.save(update_fields=["ended_on"])
    row = CaseClock.objects.create(
        case=case,
        key=clock.key,
        waits_for=running.waits_for,
        article=clock.article,
        length=int(limit),
        unit=clock.unit,
        verified=limit.parameter.verified,
        starts_on=running.due_on,
        due_on=end.on,
        provisional=end.provisional,
    )
    case.due_on = row.due_on
    return row
