"""The engine runs its steps, lets one fail alone, and works only once."""

import threading
import time
from datetime import UTC, datetime

import pytest

from qianshan.mechanisms.channels import engine

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_steps(monkeypatch):
    monkeypatch.setattr(engine, "STEPS", {})


def test_a_round_runs_every_step_and_counts_what_was_done():
    engine.step("tests.two")(lambda _now: 2)
    engine.step("tests.three")(lambda _now: 3)

    assert engine.run_round(AT) == 5


def test_a_failing_step_rests_and_does_not_stop_the_others(caplog):
    @engine.step("tests.fails")
    def fails(_now):
        raise RuntimeError("no")

    engine.step("tests.works")(lambda _now: 1)

    assert engine.run_round(AT) == 1
    assert engine.STEPS["tests.fails"].due > time.monotonic()
    assert "step tests.fails failed" in caplog.text


def test_a_slow_step_waits_for_its_time():
    engine.step("tests.hourly", every_seconds=3600)(lambda _now: 1)

    assert [engine.run_round(AT), engine.run_round(AT)] == [1, 0]


def test_two_steps_of_one_name_are_refused():
    engine.step("tests.one")(lambda _now: 0)

    with pytest.raises(ValueError, match=r"tests\.one"):
        engine.step("tests.one")(lambda _now: 0)


def test_of_two_engines_one_works_and_the_other_takes_over(fresh_db, monkeypatch):
    monkeypatch.setattr(engine, "_STANDBY_SECONDS", 0.02)
    names = []
    engine.step("tests.who")(lambda _now: names.append(threading.current_thread().name) or 0)
    stops = {name: threading.Event() for name in ("first", "second")}
    threads = [
        threading.Thread(target=engine.run_engine, args=(stop,), name=name) for name, stop in stops.items()
    ]

    for thread in threads:
        thread.start()
        time.sleep(0.3)
    assert set(names) == {"first"}
    stops["first"].set()
    threads[0].join()
    names.clear()
    time.sleep(0.4)
    stops["second"].set()
    threads[1].join()

    assert set(names) == {"second"}
