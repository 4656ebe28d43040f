from dataclasses import dataclass
from datetime import date

import pytest
from django.utils import translation

from qianshan.mechanisms.law.kernel import (
    ChecksFailed,
    Finding,
    Law,
    Limit,
    Outcome,
    Parameter,
    Severity,
    UnknownArticle,
    UnknownParameter,
    article,
    cite,
    law_on,
    statutes,
)
from qianshan.mechanisms.law.kernel.checks import Check, Findings, check, checks_of, run_checks
from qianshan.mechanisms.law.kernel.finding import quantity
from qianshan.mechanisms.law.kernel.statutes import Bilingual, chinese_article
from qianshan.mechanisms.words import Words

DAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@dataclass(frozen=True)
class TrialFacts:
    on: date
    days: int
    emergency: bool = False


def parameter(value=10, **changes):
    row = {
        "key": "trial.lead_days",
        "value": value,
        "unit": "day",
        "applies_to": "",
        "valid_from": date(2024, 9, 5),
        "valid_to": None,
        "article": "M74 art 11",
        "verified": True,
        "title": Bilingual("试", "trial"),
        "rule": "1-20",
        "note": "",
        "recorded_on": DAY,
    }
    return Parameter(**{**row, **changes})


def lead_time(facts, law):
    if facts.emergency:
        return Finding.not_applicable()
    return Finding.at_least(value=facts.days, limit=law.days("trial.lead_days"), field="starts_on")


def trial(source="M74 art 11", severity=Severity.BLOCKS, rule=lead_time):
    return Check("trial.filing.lead_time", (source,), severity, "Ten days", rule)


@pytest.mark.parametrize(("days", "outcome"), [(9, "fail"), (10, "pass"), (11, "pass")])
def test_the_limit_itself_is_enough(days, outcome):
    found = trial().run(TrialFacts(DAY, days), Law(DAY, (parameter(),)))

    assert found.outcome == outcome
    assert (found.value, found.limit, found.unit, found.source) == (days, 10, "day", "M74 art 11")
    assert str(found.words) == f"Found {days} days, at least 10 days."


@pytest.mark.parametrize(("value", "outcome"), [(999, "pass"), (1000, "pass"), (1001, "fail")])
def test_at_most_allows_the_limit(value, outcome):
    limit = Limit(parameter(1000, unit="bp"))

    found = Finding.at_most(value=value, limit=limit)

    assert found.outcome == outcome
    assert str(found.limit_words) == "10.00%"


def test_an_emergency_does_not_apply():
    found = trial().run(TrialFacts(DAY, 0, emergency=True), Law(DAY, (parameter(),)))

    assert found.outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(("day", "outcome"), [(date(2026, 12, 31), "fail"), (date(2027, 1, 1), "pass")])
def test_the_law_changes_on_its_day(day, outcome):
    old = parameter(10, valid_to=date(2027, 1, 1))
    new = parameter(7, valid_from=date(2027, 1, 1))

    found = trial().run(TrialFacts(day, 8), Law(day, (old, new)))

    assert found.outcome == outcome


def test_an_unverified_number_never_blocks():
    found = trial().run(TrialFacts(DAY, 9), Law(DAY, (parameter(verified=False),)))

    assert found.outcome is Outcome.NEEDS_A_PERSON
    assert found.unverified
    assert not found.blocks


def test_an_article_that_nobody_read_never_blocks():
    found = trial(source="M74 on accounts").run(TrialFacts(DAY, 9), Law(DAY, (parameter(),)))

    assert found.outcome is Outcome.NEEDS_A_PERSON


def test_a_pass_on_an_unverified_number_stays_a_pass_with_its_mark():
    found = trial().run(TrialFacts(DAY, 10), Law(DAY, (parameter(verified=False),)))

    assert found.outcome is Outcome.PASS
    assert found.unverified


def test_a_warning_fails_and_does_not_block():
    found = trial(severity=Severity.WARNS).run(TrialFacts(DAY, 9), Law(DAY, (parameter(),)))

    assert found.failed
    assert not found.blocks


def test_a_verified_number_wins_over_an_unverified_one():
    law = Law(DAY, (parameter(3, verified=False), parameter(10)))

    assert law.days("trial.lead_days") == 10


def test_a_number_for_a_kind_wins_over_the_general_one():
    law = Law(DAY, (parameter(10), parameter(20, applies_to="province")))

    assert law.days("trial.lead_days", "province") == 20
    assert law.days("trial.lead_days", "county") == 10


def test_an_announced_number_without_a_day_does_not_hold():
    law = Law(DAY, (parameter(valid_from=None),))

    assert not law.has("trial.lead_days")
    with pytest.raises(UnknownParameter, match="statutes/parameters"):
        law.days("trial.lead_days")


def test_a_number_is_not_read_in_another_unit():
    with pytest.raises(UnknownParameter, match="is in day, not in workday"):
        Law(DAY, (parameter(),)).workdays("trial.lead_days")


def test_blocking_findings_are_carried_by_the_refusal():
    findings = Findings((trial().run(TrialFacts(DAY, 9), Law(DAY, (parameter(),))),))

    with pytest.raises(ChecksFailed) as refused:
        findings.required()

    assert refused.value.field == "starts_on"
    assert refused.value.article == "M74 art 11"
    assert refused.value.value == 9
    assert refused.value.findings is findings


def test_a_misspelt_group_does_not_pass_everything():
    with pytest.raises(LookupError, match="no checks in group"):
        checks_of("trial.nothing")


def test_a_check_runs_with_the_law_of_the_facts_day(monkeypatch):
    monkeypatch.setattr("qianshan.mechanisms.law.kernel.checks.CHECKS", {})

    @check("trial.filing.real", source="M74 art 11", severity=Severity.BLOCKS, title="Ten days")
    def real(facts, law):
        return Finding.at_least(value=facts.days, limit=law.days("fundraising.filing.lead_days"))

    assert run_checks("trial.filing", TrialFacts(DAY, 10)).required()
    with pytest.raises(ChecksFailed):
        run_checks("trial.filing", TrialFacts(DAY, 9)).required()


def test_a_name_needs_three_parts():
    with pytest.raises(ValueError, match=r"slice\.group\.name"):
        check("lead_time", source="M74 art 11", severity=Severity.BLOCKS, title="x")


def test_failures_stand_first():
    words = Words("x")
    findings = Findings(
        (Finding.passes(), Finding.not_applicable(), Finding.needs_a_person(words), Finding.fails(words))
    )

    assert [f.outcome for f in findings] == ["fail", "needs_a_person", "pass", "not_applicable"]


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1020, "bp", "10.20%"),
        (9, "bp", "0.09%"),
        (123456, "fen", "1,234.56 yuan"),
        (3, "workday", "3 working days"),
    ],
)
def test_numbers_are_shown_with_their_unit(value, unit, text):
    assert str(quantity(value, unit)) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [("8", "第八条"), ("10", "第十条"), ("24", "第二十四条"), ("100", "第一百条"), ("103", "第一百零三条"),
     ("110", "第一百一十条"), ("124", "第一百二十四条"), ("201-203", "第二百零一条至第二百零三条"), ("1259", "第一千二百五十九条"), ("1010", "第一千零一十条"), ("", "")],
)  # fmt: skip
def test_articles_are_cited_as_laws_write_them(number, text):
    assert chinese_article(number) == text


def test_a_citation_is_in_the_readers_language():
    assert cite("CL art 79").zh == "《慈善法》第七十九条"
    assert cite("CL art 79").en == "Charity Law, art. 79"


def test_an_unknown_article_names_the_file_to_mend():
    with pytest.raises(UnknownArticle, match=r"statutes/articles/CL\.yaml"):
        article("CL art 999")


def test_the_statutes_load_and_every_summary_is_chinese_and_english():
    found = statutes()

    assert len(found.articles) >= 60
    for row in found.articles.values():
        assert any("一" <= sign <= "鿿" for sign in row.summary.zh), row.ref
        assert row.summary.en.isascii(), row.ref
    for number in found.parameters:
        assert any("一" <= sign <= "鿿" for sign in number.title.zh), number.key


def test_the_ten_days_of_a_plan_are_verified_text():
    lead = law_on(DAY).days("fundraising.filing.lead_days")

    assert (lead, lead.article, lead.parameter.verified) == (10, "M74 art 11", True)


def test_the_draft_cap_of_fundraising_cost_is_not_in_force():
    assert not law_on(DAY).has("fundraising.cost.max_bp")


def test_findings_speak_chinese():
    with translation.override("zh-hans"):
        assert str(Finding.at_least(value=9, limit=Limit(parameter())).words) == "现为9天，不得少于10天。"
        assert str(cite("CL art 79")) == "《慈善法》第七十九条"
