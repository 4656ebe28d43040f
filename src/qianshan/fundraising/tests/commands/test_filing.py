"""A plan is filed: complete means recorded and published the same day, with its number and its fund."""

from datetime import date, timedelta

import pytest

from qianshan.fundraising.api import giving_open, plan_by_number, plans
from qianshan.mechanisms.acts.api import BadInput, NotAllowed, WrongState
from qianshan.mechanisms.cases.api import (
    Defect,
    FormIncomplete,
    Ruling,
    case_file,
    correct,
    file_case,
    refuse_filing,
    resubmit,
    return_case,
    submit,
)
from qianshan.mechanisms.law.kernel import ChecksFailed
from qianshan.mechanisms.ledger.api import fund_figures
from tests.worlds.fundraising import drafted_plan, filed_plan, listed_plan, project_of, submitted_plan
from tests.worlds.organisations import AT, charity, office, qualified_charity

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def test_a_complete_plan_is_filed_the_same_day_with_number_and_fund():
    registrar = office()
    house = qualified_charity(registrar)

    plan = filed_plan(house, registrar)

    assert plan.filing_number == f"{house.uscc}A26001"
    assert plan.filed_on == TODAY
    assert plan.number_confirmed_on is None
    assert plan.q_bp == 600
    assert plan.goal_fen == 80_000_000
    assert fund_figures(plan.fund_id).received == 0
    case = case_file(plan.case_code, on=TODAY, authority_id=registrar.organisation_id)
    assert (case.row.state, case.row.result_key) == ("filed", plan.filing_number)
    assert case.decision.number == "民募备〔2026〕1号"
    assert case.decision.served_on == TODAY


def test_two_plans_of_a_year_get_two_numbers_and_one_book():
    registrar = office()
    house = qualified_charity(registrar)
    project = project_of(house)

    first = filed_plan(house, registrar, project=project)
    second = filed_plan(house, registrar, project=project)

    assert [first.filing_number[-5:], second.filing_number[-5:]] == ["26001", "26002"]
    assert first.fund_id != second.fund_id
    assert [plan.id for plan in plans(project_id=first.project_id)] == [second.id, first.id]


@pytest.mark.parametrize(("starts_on", "sent"), [("2026-12-03", False), ("2026-12-04", True)])
def test_nine_days_ahead_is_refused_and_ten_is_taken(starts_on, sent):
    house = qualified_charity(office())
    draft = drafted_plan(house, starts_on=starts_on)

    if sent:
        assert submit(draft_code=draft, by=house.project_officer.at()).startswith("BA")
        return
    with pytest.raises(ChecksFailed) as refused:
        submit(draft_code=draft, by=house.project_officer.at())
    assert refused.value.field == "starts_on"
    assert refused.value.article == "M74 art 11"
    assert "9" in str(refused.value.words)


def test_an_unanswered_field_and_a_missing_document_are_told_together():
    house = qualified_charity(office())
    draft = drafted_plan(
        house, surplus="", has_partner="yes", partner_name="清水江社会服务中心", partner_kind="person"
    )

    with pytest.raises(FormIncomplete) as refused:
        submit(draft_code=draft, by=house.project_officer.at())

    assert set(refused.value.errors) == {"surplus", "agreement", "evaluation"}


def test_an_amount_that_cannot_be_read_is_named_with_what_was_typed():
    house = qualified_charity(office())
    draft = drafted_plan(house, goal_fen="80万")

    with pytest.raises(FormIncomplete) as refused:
        submit(draft_code=draft, by=house.project_officer.at())

    assert refused.value.errors["goal_fen"].values == {"typed": "80万"}


def test_uses_that_do_not_add_up_are_refused():
    house = qualified_charity(office())
    draft = drafted_plan(house, **{"uses.amount": ["600000.00", "152000", "24,000.00", "23999.99"]})

    with pytest.raises(ChecksFailed) as refused:
        submit(draft_code=draft, by=house.project_officer.at())

    assert refused.value.findings.of("fundraising.filing.uses").blocks
    assert refused.value.words.values == {"total": "799,999.99", "goal": "800,000.00"}


def test_a_charity_without_the_qualification_cannot_begin():
    house = charity(office())

    with pytest.raises(NotAllowed, match="qualification"):
        drafted_plan(house)


def test_giving_opens_with_a_listing_and_within_the_period_only():
    registrar = office()
    house = qualified_charity(registrar)
    unlisted = filed_plan(house, registrar)
    listed = listed_plan(house, registrar)

    def opened(plan, day):
        return giving_open(plan.id, on=day).ok

    assert not opened(unlisted, date(2026, 12, 4))
    assert not opened(listed, date(2026, 12, 3))
    assert opened(listed, date(2026, 12, 4))
    assert opened(listed, date(2027, 6, 30))
    assert not opened(listed, date(2027, 7, 1))


def test_a_filing_that_is_not_complete_any_more_at_the_desk_is_not_filed():
    registrar = office()
    house = qualified_charity(registrar)
    code = submitted_plan(house)
    from qianshan.charities.api import end_qualification
    from tests.worlds.organisations import by_system

    end_qualification(charity_id=house.charity_id, reason="撤销", by=by_system())

    with pytest.raises(NotAllowed):
        file_case(code=code, version=2, ruling=Ruling(""), by=registrar.officer.at(AT + timedelta(hours=1)))
    assert plans(charity_id=house.charity_id) == []


def test_an_emergency_is_filed_after_its_start():
    registrar = office()
    house = qualified_charity(registrar)

    plan = filed_plan(
        house, registrar, starts_on="2026-11-20", emergency="yes", emergency_event="从江县暴雨洪涝灾害"
    )

    assert plan.emergency
    assert plan_by_number(plan.filing_number).starts_on == date(2026, 11, 20)


def test_a_filing_is_not_refused_before_its_defects_were_told():
    registrar = office()
    code = submitted_plan(qualified_charity(registrar))

    with pytest.raises(WrongState):
        refuse_filing(code=code, version=2, ruling=Ruling("缺剩余财产处理。"), by=registrar.officer.at())


def test_a_corrected_filing_that_still_lacks_what_was_told_is_not_filed_with_reasons_and_remedies():
    registrar = office()
    house = qualified_charity(registrar)
    code = submitted_plan(house)
    return_case(code=code, version=2, defects=[Defect("surplus", "请写明。")], by=registrar.officer.at())
    draft = correct(case_code=code, by=house.project_officer.at())
    resubmit(draft_code=draft.code, by=house.project_officer.at())

    with pytest.raises(BadInput):
        refuse_filing(code=code, version=4, ruling=Ruling(""), by=registrar.officer.at())
    number = refuse_filing(
        code=code, version=4, ruling=Ruling("剩余财产仍未写明。"), by=registrar.officer.at()
    )

    decision = case_file(code, on=TODAY, authority_id=registrar.organisation_id).decision
    assert (decision.number, decision.outcome, len(decision.remedies)) == (number, "not_filed", 2)
    assert plans(charity_id=house.charity_id) == []
