"""Fulfilling a duty, and closing those whose day has passed."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from qianshan.mechanisms.acts.api import Actor, Conflict, WrongState, command, subject
from qianshan.mechanisms.obligations.generators import Generator, Scope, derive
from qianshan.mechanisms.obligations.kernel import Duty
from qianshan.mechanisms.obligations.models import Fulfilment, Outcome
from qianshan.mechanisms.translog.api import add_leaves
from qianshan.mechanisms.words import N_, Words

_AT_ONCE = 500


class NotOpenYet(WrongState):
    """A duty is fulfilled before the first day on which it can be."""

    code = "duty_not_open"


class AlreadyFulfilled(Conflict):
    """A duty is fulfilled a second time; a correction is another version, not another fulfilment."""

    code = "duty_fulfilled"


@command("obligations.fulfil")
def fulfil(*, duty: Duty, by_kind: str, by_key: str, by: Actor) -> None:
    """Record that a duty was done, today, by an object; late if its day has passed.

    Raises:
        NotOpenYet: today lies before the day from which it can be done.
        AlreadyFulfilled: it was done before.
    """
    if by.date < duty.opens_on:
        raise NotOpenYet(
            Words(N_("This can be published from %(day)s on."), day=duty.opens_on), article=duty.article
        )
    if Fulfilment.objects.filter(duty_key=duty.key).exists():
        raise AlreadyFulfilled(
            Words(N_("This was published before. Publish a correction of it instead.")), article=duty.article
        )
    subject(duty.subject_kind, duty.subject_key)
    Fulfilment.objects.create(
        duty_key=duty.key, owner_id=duty.owner_id, on=by.date, by_kind=by_kind, by_key=by_key
    )
    judged = Outcome.objects.filter(duty_key=duty.key, outcome=Outcome.MISSING).first()
    due_on = judged.due_on if judged else duty.due.on
    if by.date <= due_on:
        return
    rows = [] if judged else [_row(duty, Outcome.MISSING, due_on, None)]
    _write([*rows, _row(duty, Outcome.LATE, due_on, by.date)])


@command("obligations.close")
def close_passed(*, by: Actor, scope: Scope | None = None) -> int:
    """Judge duties whose day has passed and that were not judged before; returns how many.

    At most some hundred at once; call again until it returns 0. What is missing is told to those
    whom its generator names, in the same act.
    """
    passed = [(g, d) for g, d in derive(by.date, scope or Scope()) if d.due.is_over(by.date)]
    open_pairs = _not_judged(passed)[:_AT_ONCE]
    if not open_pairs:
        return 0
    done = dict(
        Fulfilment.objects.filter(duty_key__in=[d.key for _, d in open_pairs]).values_list("duty_key", "on")
    )
    rows, missing = [], []
    for generator, duty in open_pairs:
        subject(duty.subject_kind, duty.subject_key)
        on = done.get(duty.key)
        kept = on is not None and on <= duty.due.on
        rows.append(_row(duty, Outcome.KEPT if kept else Outcome.MISSING, duty.due.on, on if kept else None))
        if on is not None and not kept:
            rows.append(_row(duty, Outcome.LATE, duty.due.on, on))
        if on is None:
            missing.append((generator, duty))
    _write(rows)
    _tell(missing, by)
    return len(open_pairs)


def _not_judged(pairs: Sequence[tuple[Generator, Duty]]) -> list[tuple[Generator, Duty]]:
    keys = [duty.key for _, duty in pairs]
    judged = set(
        Outcome.objects.filter(duty_key__in=keys, outcome__in=[Outcome.KEPT, Outcome.MISSING]).values_list(
            "duty_key", flat=True
        )
    )
    return [(generator, duty) for generator, duty in pairs if duty.key not in judged]


def _tell(missing: Iterable[tuple[Generator, Duty]], by: Actor) -> None:
    ordered = sorted(missing, key=lambda pair: pair[0].name)
    for _, pairs in groupby(ordered, key=lambda pair: pair[0].name):
        together = list(pairs)
        generator = together[0][0]
        if generator.when_missed:
            generator.when_missed([duty for _, duty in together], by)


def _row(duty: Duty, outcome: str, due_on: date, fulfilled_on: date | None) -> Outcome:
    return Outcome(
        duty_key=duty.key,
        kind=duty.kind,
        subject_kind=duty.subject_kind,
        subject_key=duty.subject_key,
        group_key=duty.group,
        number=duty.number,
        owner_id=duty.owner_id,
        about=duty.about,
        period_first=duty.period.first,
        period_last=duty.period.last,
        outcome=outcome,
        due_on=due_on,
        fulfilled_on=fulfilled_on,
        days_late=(fulfilled_on - due_on).days if outcome == Outcome.LATE and fulfilled_on else 0,
        article=duty.article,
    )


def _write(rows: Sequence[Outcome]) -> None:
    Outcome.objects.bulk_create(rows)
    add_leaves(
        "obligation.outcome",
        [
            (
                row.subject_key,
                {
                    "duty": row.duty_key,
                    "outcome": row.outcome,
                    "due_on": row.due_on.isoformat(),
                    "fulfilled_on": row.fulfilled_on.isoformat() if row.fulfilled_on else None,
                    "article": row.article,
                },
            )
            for row in rows
        ],
    )
