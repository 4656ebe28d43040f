from dataclasses import dataclass
from datetime import UTC, date, datetime

import psycopg
import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.obligations import generators
from qianshan.mechanisms.obligations.api import (
    AlreadyFulfilled,
    Duty,
    Generator,
    NotOpenYet,
    Scope,
    State,
    close_passed,
    fulfil,
    overdue_groups,
    periodic_periods,
    punctuality,
    register,
    standings,
)
from qianshan.mechanisms.obligations.judging import judge_passed_duties
from qianshan.mechanisms.obligations.models import Outcome
from qianshan.mechanisms.translog.models import Leaf
from qianshan.mechanisms.words import Words

pytestmark = pytest.mark.django_db


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 2, tzinfo=UTC)


def somebody(day: date) -> Actor:
    return Actor.person(7, at=at(day), as_org_id=1)


def clock(day: date) -> Actor:
    return Actor.job("obligations.close", at=at(day))


@dataclass
class Trial:
    """One object with a period; what its generator was told."""

    first: date = date(2026, 3, 2)
    last: date = date(2027, 3, 1)
    told: tuple[str, ...] = ()

    def sources(self, scope: Scope):
        return [self] if scope.group in {None, "A"} and scope.owner_id in {None, 1} else []

    def derive(self, facts, law):
        every = law.months("disclosure.activity.period_months")
        return [
            Duty(
                kind="trial.periodic", subject_kind="trial", subject_key="A", group="A", number=p.number, owner_id=1, period=p,
                opens_on=p.first, article="CL art 79", title=Words("Report"), about="Trial", verb=Words("Publish"),
            )
            for p in periodic_periods(self.first, self.last, long_months=6, every_months=every)
        ]  # fmt: skip

    def missed(self, duties, by):
        self.told += tuple(duty.key for duty in duties)

    def duty(self, number):
        from qianshan.mechanisms.law.kernel import law_on

        return self.derive(self, law_on(date(2026, 6, 1)))[number - 1]


@pytest.fixture
def trial(monkeypatch):
    monkeypatch.setattr(generators, "GENERATORS", {})
    monkeypatch.setattr(generators, "KINDS", {})
    one = Trial()
    register(
        Generator(
            name="trial", subject_kind="trial", article="CL art 79", titles={"trial.periodic": "Report"},
            verb="Publish", sources=one.sources, derive=one.derive, when_missed=one.missed,
        )
    )  # fmt: skip
    return one


def states(day):
    return [one.state for one in standings(day, owner_id=1)]


def test_nothing_is_judged_before_its_day_has_passed(trial):
    assert close_passed(by=clock(date(2026, 6, 2))) == 0
    assert states(date(2026, 6, 2)) == [State.DUE_TODAY, State.AHEAD, State.AHEAD]


def test_what_was_done_in_time_is_kept_and_written_once_with_a_leaf(trial):
    fulfil(duty=trial.duty(1), by_kind="report", by_key="R1", by=somebody(date(2026, 6, 2)))

    assert close_passed(by=clock(date(2026, 6, 3))) == 1
    assert close_passed(by=clock(date(2026, 6, 3))) == 0
    assert list(Outcome.objects.values_list("outcome", flat=True)) == ["kept"]
    assert Leaf.objects.filter(kind="obligation.outcome", key="A").count() == 1
    assert trial.told == ()


def test_what_is_missing_is_written_and_told_and_late_comes_beside_it(trial):
    close_passed(by=clock(date(2026, 6, 3)))

    assert trial.told == ("trial.periodic:A:1",)
    assert states(date(2026, 6, 3))[0] is State.MISSING
    assert overdue_groups(["A", "B"]) == {"A"}

    fulfil(duty=trial.duty(1), by_kind="report", by_key="R1", by=somebody(date(2026, 6, 5)))

    rows = Outcome.objects.order_by("id").values_list("outcome", "days_late")
    assert list(rows) == [("missing", 0), ("late", 3)]
    assert states(date(2026, 6, 5))[0] is State.LATE
    assert overdue_groups(["A"]) == set()
    assert close_passed(by=clock(date(2026, 6, 6))) == 0


def test_late_before_anybody_judged_leaves_both_marks(trial):
    fulfil(duty=trial.duty(1), by_kind="report", by_key="R1", by=somebody(date(2026, 6, 3)))

    assert sorted(Outcome.objects.values_list("outcome", flat=True)) == ["late", "missing"]
    assert punctuality(date(2026, 1, 1), date(2026, 12, 31), owner_id=1).late == 1


def test_a_duty_cannot_be_done_before_its_time(trial):
    with pytest.raises(NotOpenYet):
        fulfil(duty=trial.duty(2), by_kind="report", by_key="R2", by=somebody(date(2026, 6, 2)))


def test_a_duty_is_done_once(trial):
    fulfil(duty=trial.duty(1), by_kind="report", by_key="R1", by=somebody(date(2026, 6, 2)))

    with pytest.raises(AlreadyFulfilled):
        fulfil(duty=trial.duty(1), by_kind="report", by_key="R9", by=somebody(date(2026, 6, 2)))


def test_the_night_catches_up_after_an_outage(trial):
    assert judge_passed_duties(at(date(2026, 12, 24))) == 3
    counted = punctuality(date(2026, 1, 1), date(2026, 12, 31), owner_id=1)

    assert (counted.kept, counted.late, counted.missing, counted.kept_bp) == (0, 0, 3, 0)


def test_a_changed_date_does_not_hide_what_was_missing(trial):
    close_passed(by=clock(date(2026, 6, 3)))
    trial.last = date(2026, 8, 1)  # not longer than six months any more: nothing is derived

    found = standings(date(2026, 6, 4), owner_id=1)

    assert [(one.state, one.vanished, one.differs) for one in found] == [(State.MISSING, True, True)]


def test_a_moved_day_stands_beside_the_verdict(trial):
    close_passed(by=clock(date(2026, 6, 3)))
    trial.first = date(2026, 3, 10)

    found = standings(date(2026, 6, 4), owner_id=1)[0]

    assert found.state is State.MISSING
    assert (found.outcome_due_on, found.duty.due.on, found.differs) == (
        date(2026, 6, 2),
        date(2026, 6, 10),
        True,
    )


def test_others_duties_are_not_listed(trial):
    assert standings(date(2026, 6, 4), owner_id=2) == []


def test_the_database_refuses_to_lose_or_to_change_a_verdict(trial):
    close_passed(by=clock(date(2026, 6, 3)))

    for statement in ("UPDATE obligations_outcome SET outcome = 'kept'", "DELETE FROM obligations_outcome"):
        with pytest.raises(ProgrammingError) as refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
        assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)


@pytest.mark.parametrize(
    ("outcome", "fulfilled_on", "days_late"),
    [
        ("kept", date(2026, 6, 3), 0),
        ("kept", None, 0),
        ("late", date(2026, 6, 2), 0),
        ("missing", date(2026, 6, 2), 0),
    ],
)
def test_the_database_refuses_a_false_verdict(trial, outcome, fulfilled_on, days_late):
    from qianshan.mechanisms.acts.api import command, subject

    @command(f"trial.false.{outcome}.{fulfilled_on}")
    def write(*, by):
        subject("trial", "A")
        Outcome.objects.create(
            duty_key="x", kind="trial.periodic", subject_kind="trial", subject_key="A", number=1, owner_id=1,
            about="", period_first=date(2026, 3, 2), period_last=date(2026, 6, 2), outcome=outcome,
            due_on=date(2026, 6, 2), fulfilled_on=fulfilled_on, days_late=days_late, article="CL art 79",
        )  # fmt: skip

    with pytest.raises(IntegrityError, match="obligations_outcome_true"):
        write(by=somebody(date(2026, 6, 3)))
