"""Each check of a filing: one below, on and one above its limit, named with its article; no database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from qianshan.fundraising.checks.filing import FilingFacts
from qianshan.mechanisms.law.kernel import Outcome, run_checks

MONDAY = date(2026, 11, 23)
FACTS = FilingFacts(
    on=MONDAY,
    starts_on=date(2026, 12, 7),
    ends_on=date(2027, 6, 30),
    filled=("Purpose",) * 10,
    goal_fen=100_000,
    uses_fen=(94_000, 6_000),
    fundraising_cost_fen=3_000,
    modes=("internet",),
    platforms=("shanhai",),
    qualified_since=date(2019, 6, 1),
    account_holder="黔山助学基金会",
    organisation_name="黔山助学基金会",
    charter_clause="第七条",
    has_partner=False,
    resolution=True,
    resolution_on=MONDAY,
)


def finding(name, **changed):
    return run_checks("fundraising.filing", replace(FACTS, **changed)).of(f"fundraising.filing.{name}")


def outcome(name, **changed):
    return finding(name, **changed).outcome.value


@pytest.mark.parametrize(("days", "found"), [(9, "fail"), (10, "pass"), (11, "pass")])
def test_m74_art_11_ten_days_before_the_start(days, found):
    result = finding("lead_time", starts_on=MONDAY + timedelta(days=days))

    assert (result.outcome, result.value, result.limit, result.source, result.field) == (
        found,
        days,
        10,
        "M74 art 11",
        "starts_on",
    )


def test_m74_art_11_nine_days_block_by_verified_law():
    assert finding("lead_time", starts_on=MONDAY + timedelta(days=9)).blocks


@pytest.mark.parametrize(
    ("filed", "starts", "found"),
    [
        (date(2026, 11, 25), date(2026, 12, 5), "needs_a_person"),  # ten days, a Saturday
        (date(2026, 11, 25), date(2026, 12, 6), "pass"),  # eleven, a Sunday: the tenth is passed
        (date(2026, 11, 26), date(2026, 12, 5), "fail"),  # nine: never shifted
    ],
)
def test_m74_art_11_a_tenth_day_off_asks_a_person_and_a_ninth_blocks(filed, starts, found):
    assert outcome("lead_time", on=filed, starts_on=starts, resolution_on=filed) == found


@pytest.mark.parametrize(("filed", "found"), [(10, "pass"), (11, "fail")])
def test_cl_art_73_an_emergency_is_filed_within_ten_days_after_the_start(filed, found):
    start = date(2026, 11, 23)
    changed = {
        "on": start + timedelta(days=filed),
        "starts_on": start,
        "emergency": True,
        "resolution_on": start,
    }

    assert outcome("emergency_time", **changed) == found
    assert outcome("lead_time", **changed) == "not_applicable"


def test_cl_art_73_a_last_day_off_moves_to_the_next_working_day():
    start = date(2026, 11, 25)  # the tenth day after it is a Saturday
    assert outcome("emergency_time", on=date(2026, 12, 7), starts_on=start, emergency=True) == "pass"
    assert outcome("emergency_time", on=date(2026, 12, 8), starts_on=start, emergency=True) == "fail"


def test_cl_art_73_an_emergency_names_its_event():
    assert outcome("emergency_event", emergency=True) == "fail"
    assert outcome("emergency_event", emergency=True, emergency_event="洪涝") == "needs_a_person"
    assert outcome("emergency_event") == "not_applicable"


@pytest.mark.parametrize(
    ("ends", "found"),
    [
        (date(2029, 12, 6), "pass"),
        (date(2029, 12, 7), "pass"),
        (date(2029, 12, 8), "needs_a_person"),  # the three years are not verified: it never blocks
    ],
)
def test_m74_art_10_the_longest_period(ends, found):
    assert outcome("length", ends_on=ends) == found


@pytest.mark.parametrize(("ends", "found"), [(6, "fail"), (7, "pass")])
def test_the_end_does_not_lie_before_the_start(ends, found):
    assert outcome("period", ends_on=date(2026, 12, ends)) == found


def test_cl_art_24_a_missing_content_is_counted_and_named():
    result = finding("contents", filled=("Purpose",) * 9, empty=("Surplus",))

    assert result.outcome is Outcome.FAIL
    assert str(result.words).startswith("9")
    assert result.source == "CL art 24"


@pytest.mark.parametrize(("total", "found"), [(99_999, "fail"), (100_000, "pass"), (100_001, "fail")])
def test_cl_art_24_uses_equal_the_goal_to_the_fen(total, found):
    assert outcome("uses", uses_fen=(total,)) == found


@pytest.mark.parametrize(("goal", "found"), [(0, "fail"), (1, "pass")])
def test_m74_art_10_an_amount_is_named(goal, found):
    assert outcome("goal", goal_fen=goal) == found


def test_cl_art_27_the_internet_needs_a_designated_platform():
    assert outcome("platform", platforms=()) == "fail"
    assert outcome("platform") == "pass"
    assert outcome("platform", platforms=(), modes=("box",)) == "not_applicable"


def test_cl_art_23_boxes_outside_the_area_are_filed_there_too():
    outside = {"places_outside": ("5301",)}
    assert outcome("offsite", **outside) == "not_applicable"
    assert outcome("offsite", modes=("box",), **outside) == "needs_a_person"


def test_cl_art_22_only_with_a_qualification():
    assert outcome("qualified", qualified_since=None) == "fail"


def test_the_account_is_the_organisations_own_letter_by_letter():
    assert outcome("account") == "pass"
    assert (
        outcome("account", account_holder="黔山助学基金") == "needs_a_person"
    )  # the order's text was not read


def test_the_announced_cost_limit_is_not_in_force_and_asks_a_person():
    result = finding("cost")
    assert result.outcome is Outcome.NEEDS_A_PERSON
    assert result.words.values == {"percent": "3.00"}


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"has_partner": False}, "not_applicable"),
        ({"has_partner": True, "partner_agreement": True, "partner_evaluation": True}, "fail"),
        ({"has_partner": True, "partner_named": True, "partner_evaluation": True}, "fail"),
        ({"has_partner": True, "partner_named": True, "partner_agreement": True}, "fail"),
        (
            {
                "has_partner": True,
                "partner_named": True,
                "partner_agreement": True,
                "partner_evaluation": True,
            },
            "pass",
        ),
    ],
)
def test_cl_art_26_a_partner_is_named_evaluated_and_bound(changed, found):
    assert outcome("partner", **changed) == found


@pytest.mark.parametrize(("until", "found"), [(6, "pass"), (7, "needs_a_person")])
def test_an_activity_of_the_same_project_in_the_same_period_asks_a_person(until, found):
    assert outcome("overlap", overlapping=(("53520000MJY00001XKA26001", date(2026, 12, until)),)) == found


def test_a_form_without_any_answer_runs_through_every_check():
    results = run_checks("fundraising.filing", FilingFacts(on=MONDAY, empty=("Purpose",)))

    assert {found.check for found in results.blocking} == {
        "fundraising.filing.contents",
        "fundraising.filing.qualified",
    }
