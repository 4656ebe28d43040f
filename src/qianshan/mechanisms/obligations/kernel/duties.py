"""From the dates of an object to its duties, and from a duty to its state on a day."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from qianshan.mechanisms.calendar.kernel import Deadline, add_months, deadline
from qianshan.mechanisms.words import N_, Words

_LONGEST_MONTHS = 1200


class State(StrEnum):
    """How a duty stands on a day."""

    AHEAD = "ahead"
    OPEN = "open"
    DUE_TODAY = "due_today"
    KEPT = "kept"
    LATE = "late"
    MISSING = "missing"


STATE_WORDS = {
    State.AHEAD: N_("Not due yet"),
    State.OPEN: N_("To do"),
    State.DUE_TODAY: N_("Due today"),
    State.KEPT: N_("On time"),
    State.LATE: N_("Late"),
    State.MISSING: N_("Overdue"),
}


@dataclass(frozen=True, slots=True)
class Period:
    """What a report covers: from and to, both included, and the day by which it is due."""

    number: int
    first: date
    last: date
    due: Deadline


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that somebody owes by a day.

    Attributes:
        kind: what is owed, such as `disclosure.activity.periodic`.
        subject_kind: kind of the object from which it follows, such as `fundraising.plan`.
        subject_key: that object's key, stable and public.
        group: public key of what it is shown with, such as a project's code.
        number: the how-manyth of its kind for this object.
        owner_id: the organisation that owes it.
        period: what it covers and by when.
        opens_on: the first day on which it can be fulfilled.
        article: reference of the article.
        title: what it is, for people.
        about: the object's name, for people.
        verb: what to do, on the button.
    """

    kind: str
    subject_kind: str
    subject_key: str
    group: str
    number: int
    owner_id: int
    period: Period
    opens_on: date
    article: str
    title: Words
    about: str
    verb: Words

    @property
    def key(self) -> str:
        """Its stable name."""
        return f"{self.kind}:{self.subject_key}:{self.number}"

    @property
    def due(self) -> Deadline:
        """By when."""
        return self.period.due


@dataclass(frozen=True, slots=True)
class Standing:
    """A duty and what became of it, as of a day.

    Attributes:
        outcome_due_on: the due day by which its outcome was judged, when that is written.
        days_late: days after the due day, for what is late or missing.
        fulfilled_by: key of the object that fulfilled it, such as a report's code.
        vanished: it was judged, and today's derivation no longer knows it; it stays shown.
    """

    duty: Duty
    state: State
    fulfilled_on: date | None
    outcome_due_on: date | None
    days_late: int
    vanished: bool = False
    fulfilled_by: str = ""

    @property
    def state_words(self) -> Words:
        """The state as a word for its mark."""
        return Words(STATE_WORDS[self.state])

    @property
    def differs(self) -> bool:
        """Whether today's derivation gives another due day than the one it was judged by."""
        judged = self.outcome_due_on
        return self.vanished or (judged is not None and judged != self.duty.due.on)

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.fulfilled_on is None


def periodic_periods(first: date, last: date, *, long_months: int, every_months: int) -> list[Period]:
    """The periods of something that is reported on the way.

    Only when it lasts longer than `long_months` (exactly so long is not longer). Each period ends
    on the same day number so many months after the first day, as long as that lies before the end.

    Source: CL art 79; Civil Code arts 201-203, 1259.
    """
    if last <= add_months(first, long_months):
        return []
    periods = []
    begins = first
    for number in range(1, _LONGEST_MONTHS // every_months):
        ends = add_months(first, every_months * number)
        if ends >= last:
            break
        due = deadline(first, every_months * number, "month")
        periods.append(Period(number, begins, ends, due))
        begins = ends + timedelta(days=1)
    return periods


def final_period(first: date, last: date, *, within_months: int) -> Period:
    """The report on the whole, due so many months after the end."""
    return Period(1, first, last, deadline(last, within_months, "month"))


def standing_of(
    duty: Duty, today: date, *, fulfilled_on: date | None, outcome_due_on: date | None = None
) -> Standing:
    """How a duty stands on a day; judged by the recorded due day once an outcome is written."""
    due_on = outcome_due_on or duty.due.on
    if fulfilled_on is not None:
        late = max((fulfilled_on - due_on).days, 0)
        state = State.LATE if late else State.KEPT
        return Standing(duty, state, fulfilled_on, outcome_due_on, late)
    late = max((today - due_on).days, 0)
    if late:
        state = State.MISSING
    elif today == due_on:
        state = State.DUE_TODAY
    else:
        state = State.OPEN if today >= duty.opens_on else State.AHEAD
    return Standing(duty, state, None, outcome_due_on, late)
