from datetime import date, timedelta
from threading import Barrier, Thread

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import translation

from qianshan.disclosure.api import calendar, report, reports_of_plan, versions_of
from qianshan.disclosure.facts import figures_of
from qianshan.disclosure.models import Draft, Report, Version
from qianshan.mechanisms.acts.api import BadInput, Conflict, NotAllowed, NotFound
from qianshan.mechanisms.invariants import run_invariants
from qianshan.mechanisms.law.kernel import ChecksFailed
from qianshan.mechanisms.ledger.api import fund_figures
from qianshan.mechanisms.obligations.api import NotOpenYet, State
from qianshan.mechanisms.obligations.models import Outcome
from qianshan.mechanisms.translog.models import Leaf
from tests.worlds.disclosing import FIRST_DUE, at, running_plan

DAY = date(2026, 6, 15)


@pytest.fixture
def world(db):
    with translation.override("zh-hans"):
        yield running_plan()


def states(world, day):
    return {one.duty.key: one.state for one in calendar(world.project.code, day)}


def test_a_year_of_raising_owes_three_reports_and_a_final_one(world):
    duties = [one.duty for one in calendar(world.project.code, DAY) if one.duty.kind.startswith("activity")]

    assert [(duty.kind, duty.due.on) for duty in duties] == [
        ("activity.periodic", date(2026, 6, 16)),
        ("activity.periodic", date(2026, 9, 16)),
        ("activity.periodic", date(2026, 12, 16)),
        ("activity.final", date(2027, 6, 15)),
    ]
    assert str(duties[0].title) == "公开募捐情况（第1期）"


def test_a_report_is_published_with_figures_of_the_ledger(world):
    world.write(DAY)
    code = world.publish(DAY)

    found = report(code)
    figures = found.latest.figures
    assert figures.as_of == date(2026, 6, 14)
    assert (figures.received_fen, figures.paid_fen, figures.free_fen) == (100_000, 40_000, 60_000)
    assert (figures.admin_paid_fen, figures.gift_count) == (2_400, 2)
    assert [(line.tag, line.paid_fen) for line in figures.classes] == [("A1", 37_600), ("M3", 2_400)]
    assert found.days_late == 0
    assert states(world, DAY)[world.duty_key] is State.KEPT
    assert not Draft.objects.exists()
    assert Leaf.objects.filter(kind="report.published", key=code).count() == 1


def test_figures_are_of_their_day_whatever_happens_later(world):
    world.write(DAY, as_of=date(2026, 5, 4))
    code = world.publish(DAY)
    world.give(5_000_000, date(2026, 6, 15))

    figures = report(code).latest.figures

    assert (figures.received_fen, figures.paid_fen) == (100_000, 0)


def test_figures_equal_the_ledger(world):
    day = date(2026, 6, 16)
    world.give(123_457, date(2026, 6, 2))
    world.spend(50_001, date(2026, 6, 3), paid=False)

    figures = figures_of(world.duty(day), day)
    kept = fund_figures(world.plan.fund_id)

    assert (figures.received_fen, figures.reserved_fen, figures.paid_fen, figures.confirmed_fen, figures.free_fen) == (
        kept.received, kept.reserved, kept.paid, kept.confirmed, kept.free,
    )  # fmt: skip
    assert figures.gift_count == kept.gift_count


def test_an_amount_that_contradicts_the_books_is_refused_with_field_value_and_figure(world):
    world.write(DAY, use="本期已拨付500.00元，用于从江县三所村小的春季餐费。")

    with pytest.raises(ChecksFailed) as refused:
        world.publish(DAY)

    assert refused.value.field == "use"
    assert refused.value.value == 50_000
    assert "500.00元" in str(refused.value)
    assert "400.00元" in str(refused.value)
    assert not Report.objects.exists()
    assert states(world, DAY)[world.duty_key] is State.OPEN


def test_the_figure_of_the_books_is_accepted(world):
    world.write(DAY, use="本期已拨付400.00元，其中管理费24元，其余用于三所村小的春季餐费。")

    assert world.publish(DAY)


def test_an_empty_part_is_refused(world):
    world.write(DAY, next="继续。")

    with pytest.raises(ChecksFailed) as refused:
        world.publish(DAY)

    assert refused.value.field == "next"


@pytest.mark.parametrize("as_of", [date(2026, 3, 15), DAY, date(2027, 1, 1)])
def test_a_day_outside_the_period_or_not_over_is_refused(world, as_of):
    world.write(DAY, as_of=as_of)

    with pytest.raises(BadInput) as refused:
        world.publish(DAY)

    assert refused.value.field == "as_of"


def test_a_late_report_stays_late(world):
    late_day = FIRST_DUE + timedelta(days=4)
    world.write(late_day, as_of=date(2026, 6, 16))
    code = world.publish(late_day)

    assert report(code).days_late == 4
    assert states(world, late_day)[world.duty_key] is State.LATE
    assert sorted(Outcome.objects.values_list("outcome", flat=True)) == ["late", "missing"]


def test_a_later_period_cannot_be_reported_now(world):
    key = f"activity.periodic:{world.plan.case_code}:2"
    world.write(DAY, key=key, as_of=date(2026, 6, 17))

    with pytest.raises((NotOpenYet, BadInput)):
        world.publish(DAY, key=key)


def test_a_correction_is_another_version_with_its_note(world):
    world.write(DAY)
    code = world.publish(DAY)
    day = DAY + timedelta(days=2)
    world.write(
        day,
        as_of=date(2026, 6, 14),
        note="用餐学校原写三所，应为四所。",
        use="向从江县四所村小拨付了春季学期的餐费，学校每日公示菜单。",
    )
    again = world.publish(day)

    first, second = versions_of(code)
    assert again == code
    assert "三所" in first.sections["use"]
    assert "四所" in second.sections["use"]
    assert second.note.startswith("用餐学校")
    assert first.sha256 != second.sha256
    assert report(code).corrected
    assert report(code).days_late == 0


def test_a_donor_reads_reports_of_his_plan_and_of_its_project(world):
    world.write(DAY)
    code = world.publish(DAY)
    key = f"project.periodic:{world.project.code}:1"
    world.write(
        DAY, key=key, as_of=date(2026, 4, 1), people="从江县三所村小的312名学生，名单在学校公示七日。"
    )
    of_project = world.publish(DAY, key=key)

    assert [one.code for one in reports_of_plan(world.plan.id)] == [of_project, code]


def test_a_correction_without_a_note_is_refused(world):
    world.write(DAY)
    world.publish(DAY)
    world.write(DAY)

    with pytest.raises(ChecksFailed) as refused:
        world.publish(DAY)

    assert refused.value.field == "note"
    assert refused.value.article == "M81 art 16"


def test_others_cannot_publish_or_write(world):
    other = running_plan("乌蒙关爱协会")
    world.write(DAY)

    with pytest.raises(NotAllowed):
        world.publish(DAY, by=other.house.head.at(at(DAY)))
    with pytest.raises(NotFound):
        other.publish(DAY, key=world.duty_key)
    with pytest.raises(NotAllowed):
        world.publish(DAY, by=world.house.project_officer.at(at(DAY)))


def test_what_was_changed_after_it_was_read_is_not_published(world):
    world.write(DAY)
    world.write(DAY, revision=1, next="改写下一期的安排，先到四所学校。")

    with pytest.raises(Conflict):
        world.publish(DAY, revision=1)


def test_two_windows_do_not_overwrite_each_other(world):
    world.write(DAY)

    with pytest.raises(Conflict):
        world.write(DAY, revision=0)


def test_the_database_keeps_what_was_published(world):
    world.write(DAY)
    world.publish(DAY)

    for table in ("disclosure_report", "disclosure_version"):
        for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
            with (
                pytest.raises(ProgrammingError) as refused,
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)
            assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)


def test_a_report_changed_behind_our_back_is_found(fresh_db, owner_dsn):
    world = running_plan()
    world.write(DAY)
    code = world.publish(DAY)
    assert run_invariants(("report.digest",)) == {"report.digest": []}

    with psycopg.connect(owner_dsn(fresh_db), autocommit=True) as owner:
        owner.execute("ALTER TABLE disclosure_version DISABLE TRIGGER USER")
        owner.execute("UPDATE disclosure_version SET figures = jsonb_set(figures, '{paid_fen}', '1')")
    found = run_invariants(("report.digest",))["report.digest"]

    assert [one.where for one in found] == [f"report {code} v1"]


def test_of_two_who_press_at_once_one_publishes(fresh_db):
    world = running_plan()
    world.write(DAY)
    start, answers = Barrier(2), []

    def press():
        try:
            start.wait()
            answers.append(world.publish(DAY))
        except (Conflict, NotFound) as refused:
            answers.append(type(refused).__name__)
        finally:
            connection.close()

    threads = [Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Version.objects.count() == 1
    assert len([one for one in answers if one.startswith("BG")]) == 1
