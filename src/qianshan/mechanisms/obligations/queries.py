"""Duties with what became of them."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qianshan.mechanisms.calendar.kernel import Deadline
from qianshan.mechanisms.obligations.generators import Scope, derive, title_of, verb_of
from qianshan.mechanisms.obligations.kernel import Duty, Period, Standing, State, standing_of
from qianshan.mechanisms.obligations.models import Fulfilment, Outcome

_AT_MOST = 2_000
_NEVER: tuple[date | None, str] = (None, "")


@dataclass(frozen=True, slots=True)
class Punctuality:
    """Of the duties judged in a period: how many were kept, came late, or are still missing."""

    kept: int
    late: int
    missing: int

    @property
    def due(self) -> int:
        """All that fell due."""
        return self.kept + self.late + self.missing

    @property
    def kept_bp(self) -> int | None:
        """Share kept in basis points, cut off; None when nothing fell due."""
        return self.kept * 10_000 // self.due if self.due else None


def standings(today: date, *, owner_id: int | None = None, group: str | None = None) -> list[Standing]:
    """Every duty in scope with its state today, by due day, and what was judged but is derived no more.

    Three queries beside the generators' own.
    """
    duties = [duty for _, duty in derive(today, Scope(owner_id, group))]
    found = [*_with_history(duties, today), *_vanished(duties, owner_id, group)]
    return sorted(found, key=lambda one: (one.duty.due.on, one.duty.key))


def standing_of_duty(today: date, duty: Duty) -> Standing:
    """One duty with its state today."""
    return _with_history([duty], today)[0]


def punctuality(
    first: date, last: date, *, owner_id: int | None = None, owner_ids: Collection[int] | None = None
) -> Punctuality:
    """Duties due within the days given, both included; a late one counts as late, not as missing."""
    judged = Outcome.objects.filter(due_on__gte=first, due_on__lte=last)
    if owner_id is not None:
        judged = judged.filter(owner_id=owner_id)
    if owner_ids is not None:
        judged = judged.filter(owner_id__in=list(owner_ids))
    counts = Counter(judged.values_list("outcome", flat=True))
    late = counts[Outcome.LATE]
    return Punctuality(counts[Outcome.KEPT], late, counts[Outcome.MISSING] - late)


def overdue_groups(groups: Sequence[str]) -> set[str]:
    """Which of these (projects) have something missing that has not come yet."""
    rows = Outcome.objects.filter(group_key__in=groups).values_list("group_key", "duty_key", "outcome")
    late = {key for _, key, outcome in rows if outcome == Outcome.LATE}
    return {group for group, key, outcome in rows if outcome == Outcome.MISSING and key not in late}


def _vanished(duties: Sequence[Duty], owner_id: int | None, group: str | None) -> Iterator[Standing]:
    """What was judged and is no longer derived: a changed date must not hide a missing report."""
    rows = Outcome.objects.exclude(duty_key__in=[duty.key for duty in duties])
    if owner_id is not None:
        rows = rows.filter(owner_id=owner_id)
    if group is not None:
        rows = rows.filter(group_key=group)
    by_key: dict[str, Outcome] = {}
    for row in rows.order_by("id")[:_AT_MOST]:
        by_key[row.duty_key] = row  # late stands after missing and tells more
    for row in by_key.values():
        yield _from_outcome(row)


def _from_outcome(row: Outcome) -> Standing:
    period = Period(
        row.number, row.period_first, row.period_last, Deadline(row.due_on, row.due_on, provisional=False)
    )
    duty = Duty(
        kind=row.kind,
        subject_kind=row.subject_kind,
        subject_key=row.subject_key,
        group=row.group_key,
        number=row.number,
        owner_id=row.owner_id,
        period=period,
        opens_on=row.period_first,
        article=row.article,
        title=title_of(row.kind, row.number),
        about=row.about,
        verb=verb_of(row.kind),
    )
    state = {Outcome.KEPT: State.KEPT, Outcome.LATE: State.LATE}.get(row.outcome, State.MISSING)
    return Standing(duty, state, row.fulfilled_on, row.due_on, row.days_late, vanished=True)


def _with_history(duties: Sequence[Duty], today: date) -> list[Standing]:
    keys = [duty.key for duty in duties]
    fulfilments = Fulfilment.objects.filter(duty_key__in=keys).values_list("duty_key", "on", "by_key")
    done = {key: (on, by) for key, on, by in fulfilments}
    judged = dict(
        Outcome.objects.filter(duty_key__in=keys, outcome__in=[Outcome.KEPT, Outcome.MISSING]).values_list(
            "duty_key", "due_on"
        )
    )
    return [
        replace(
            standing_of(
                duty, today, fulfilled_on=done.get(duty.key, _NEVER)[0], outcome_due_on=judged.get(duty.key)
            ),
            fulfilled_by=done.get(duty.key, _NEVER)[1],
        )
        for duty in duties
    ]
