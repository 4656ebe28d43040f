"""Each check of recognition and qualification at its limit, named with its article; no database."""

from dataclasses import replace
from datetime import date

import pytest

from qianshan.charities.checks.qualification import Member, QualificationFacts
from qianshan.charities.checks.recognition import RecognitionFacts
from qianshan.mechanisms.law.kernel import run_checks

TODAY = date(2026, 11, 24)
BOARD = tuple(Member(name=f"理事{number}", employer=f"单位{number}") for number in range(9))
FACTS = QualificationFacts(
    on=TODAY,
    level="province",
    recognised_on=date(2025, 11, 24),
    board=BOARD,
    representative_mainland=True,
    secretary_full_time=True,
    secretary_is_chair=False,
    full_time_staff=1,
    supervisors=3,
    rules=8,
    ratios_kept=True,
    reports_in_time=True,
)
RECOGNITION = RecognitionFacts(
    on=TODAY,
    form="foundation",
    registered_on=date(2018, 3, 1),
    resolution_body="board",
    charter_items=10,
    surplus_clause=True,
    spending_kept=True,
    nonprofit=True,
    finance_rules=True,
    persons=2,
    abnormal=True,
)


def outcome(name, **changed):
    found = run_checks("charities.qualification", replace(FACTS, **changed))
    return found.of(f"charities.qualification.{name}").outcome.value


def recognition(name, **changed):
    found = run_checks("charities.recognition", replace(RECOGNITION, **changed))
    return found.of(f"charities.recognition.{name}").outcome.value


@pytest.mark.parametrize(("since", "found"), [(23, "pass"), (24, "pass"), (25, "fail")])
def test_cl_art_22_one_full_year_as_a_charity(since, found):
    assert outcome("age", recognised_on=date(2025, 11, since)) == found


def test_cl_art_22_who_is_entitled_by_another_law_needs_no_year():
    assert outcome("age", recognised_on=None, by_other_law=True) == "not_applicable"


@pytest.mark.parametrize(("same", "found"), [(2, "pass"), (3, "pass"), (4, "fail")])
def test_m74_art_5_at_most_a_third_from_one_organisation(same, found):
    board = tuple(
        replace(one, employer="同一公司" if n < same else one.employer) for n, one in enumerate(BOARD)
    )
    assert outcome("one_source", board=board) == found


def test_m74_art_5_related_organisations_count_as_one():
    board = tuple(replace(one, group="某集团" if n < 4 else "") for n, one in enumerate(BOARD))
    assert outcome("one_source", board=board) == "fail"


@pytest.mark.parametrize(("outside", "found"), [(2, "pass"), (3, "pass"), (4, "fail")])
def test_m74_art_5_at_most_a_third_from_outside_the_mainland(outside, found):
    board = tuple(replace(one, mainland=n >= outside) for n, one in enumerate(BOARD))
    assert outcome("mainland", board=board) == found


def test_m74_art_5_near_relatives_do_not_sit_together():
    assert outcome("relatives") == "needs_a_person"
    assert outcome("relatives", board=(*BOARD[:8], Member("甲", relative_of="理事1"))) == "fail"
    assert outcome("relatives", board=(*BOARD[:8], Member("甲", relative_of="外人"))) == "needs_a_person"


def test_m74_art_5_the_office():
    assert outcome("secretary", secretary_is_chair=True) == "fail"
    assert outcome("secretary", secretary_full_time=False) == "fail"
    assert outcome("secretary") == "needs_a_person"
    assert outcome("representative", representative_mainland=False) == "fail"
    assert outcome("staff", full_time_staff=0) == "fail"


@pytest.mark.parametrize(
    ("count", "level", "found"),
    [
        (2, "province", "fail"),
        (3, "province", "pass"),
        (4, "province", "pass"),
        (1, "county", "not_applicable"),
    ],
)
def test_m74_art_5_supervisors_by_level(count, level, found):
    assert outcome("supervisors", supervisors=count, level=level) == found


@pytest.mark.parametrize(("count", "found"), [(7, "fail"), (8, "pass")])
def test_m74_art_5_eight_internal_rules(count, found):
    assert outcome("rules", rules=count) == found


@pytest.mark.parametrize(
    ("day", "found"), [(None, "pass"), (date(2025, 11, 24), "pass"), (date(2025, 11, 25), "fail")]
)
def test_m74_art_5_a_clean_year(day, found):
    assert outcome("violation", last_violation_on=day) == found


@pytest.mark.parametrize(("day", "found"), [(date(2021, 11, 24), "pass"), (date(2021, 11, 25), "fail")])
def test_cl_art_111_five_years_after_a_revoked_certificate(day, found):
    assert outcome("revoked", revoked_on=day) == found


@pytest.mark.parametrize(("items", "found"), [(9, "fail"), (10, "pass")])
def test_cl_art_11_ten_items_of_the_charter(items, found):
    assert recognition("charter", charter_items=items) == found


@pytest.mark.parametrize(
    ("form", "body", "found"),
    [
        ("foundation", "board", "pass"),
        ("foundation", "assembly", "fail"),
        ("social_group", "assembly", "pass"),
        ("social_group", "board", "fail"),
        ("social_service_agency", "board", "pass"),
    ],
)
def test_m73_art_6_the_right_body_decides(form, body, found):
    assert recognition("resolution", form=form, resolution_body=body) == found


def test_cl_art_16_a_barred_person_stops_it():
    assert recognition("persons", barred=("某某",)) == "fail"
    assert recognition("persons") == "needs_a_person"


def test_m73_art_5_a_recent_penalty_asks_a_person_since_the_number_is_not_verified():
    assert recognition("penalty", last_penalty_on=date(2024, 11, 24)) == "needs_a_person"
    assert recognition("penalty", last_penalty_on=date(2024, 11, 23)) == "pass"


@pytest.mark.parametrize("field", ["surplus_clause", "spending_kept", "nonprofit", "finance_rules"])
def test_m73_art_4_a_condition_that_is_denied_blocks_and_one_that_is_stated_asks_a_person(field):
    name = {"surplus_clause": "surplus", "spending_kept": "spending", "finance_rules": "finance"}.get(
        field, field
    )
    assert recognition(name, **{field: False}) == "fail"
    assert recognition(name) == "needs_a_person"
    assert recognition(name, **{field: None}) == "not_applicable"
