"""Recognition and qualification: three different hands, one return, a decision with its number."""

from datetime import date

import pytest

from qianshan.charities.api import charity, charity_by_uscc
from qianshan.mechanisms.acts.api import BadInput, NotAllowed, NotFound, WrongState
from qianshan.mechanisms.cases.api import (
    CaseChanged,
    Defect,
    NotTheHolder,
    Ruling,
    SamePerson,
    accept_case,
    case_file,
    correct,
    decide,
    extend,
    propose,
    resubmit,
    return_case,
    send_back,
    sign,
    submit,
    take_case,
    withdraw,
)
from qianshan.mechanisms.cases.commands.correction import lapse_case, lapsed_codes
from qianshan.mechanisms.law.kernel import ChecksFailed
from tests.worlds.applications import drafted, submitted
from tests.worlds.organisations import (
    AT,
    by_system,
    later,
    office,
    qualified_charity,
    social_organisation,
)
from tests.worlds.organisations import (
    charity as recognised,
)

pytestmark = pytest.mark.django_db
RECOGNITION, QUALIFICATION = "charities.recognition", "charities.qualification"
TODAY = date(2026, 11, 24)


def version(code):
    from qianshan.mechanisms.cases.models import Case

    return Case.objects.get(code=code).version


def accepted(code, registrar, at=AT):
    accept_case(code=code, version=version(code), by=registrar.officer.at(at))


def proposed(code, registrar, verdict="grant", at=AT):
    accepted(code, registrar, at)
    propose(
        code=code,
        version=version(code),
        verdict=verdict,
        opinion="材料齐全，符合条件。",
        by=registrar.officer.at(at),
    )


def reviewed(code, registrar, verdict="grant", at=AT):
    proposed(code, registrar, verdict, at)
    sign(code=code, version=version(code), opinion="同意。", by=registrar.reviewer.at(at))


def test_an_organisation_becomes_a_charity_by_three_hands():
    registrar = office()
    house = social_organisation(registrar)
    code = submitted(RECOGNITION, house)
    reviewed(code, registrar)

    number = decide(code=code, version=version(code), ruling=Ruling("符合条件。"), by=registrar.decider.at())

    assert number == "民认〔2026〕1号"
    assert charity(house.charity_id, on=TODAY).recognised_on == TODAY
    file = case_file(code, on=TODAY, authority_id=registrar.organisation_id)
    assert [one.stage for one in file.signatures] == ["handle", "review", "approve"]
    assert len({one.person_id for one in file.signatures}) == 3
    assert file.decision.articles == ["CL art 10", "M73 art 4"]


def test_the_clock_of_the_decision_counts_twenty_days_from_acceptance():
    registrar = office()
    house = social_organisation(registrar)
    code = submitted(RECOGNITION, house)
    assert case_file(code, on=TODAY, organisation_id=house.organisation_id).row.due_on == date(2026, 12, 1)

    accepted(code, registrar)

    row = case_file(code, on=TODAY, organisation_id=house.organisation_id).row
    assert (row.due_on, row.clock_article, row.clock_length) == (date(2026, 12, 14), "CL art 10", 20)


def test_an_extension_needs_its_approval_and_is_given_once():
    registrar = office()
    code = submitted(RECOGNITION, social_organisation(registrar))
    accepted(code, registrar)

    with pytest.raises(BadInput):
        extend(code=code, version=version(code), approval_number=" ", by=registrar.decider.at())
    extend(code=code, version=version(code), approval_number="民函〔2026〕88号", by=registrar.decider.at())

    row = case_file(code, on=TODAY, authority_id=registrar.organisation_id).row
    assert row.due_on == date(2027, 2, 12)
    with pytest.raises(WrongState):
        extend(
            code=code, version=version(code), approval_number="民函〔2026〕89号", by=registrar.decider.at()
        )


def test_nobody_signs_twice_whatever_his_posts():
    from qianshan.mechanisms.access.api import appoint

    registrar = office()
    house = social_organisation(registrar)
    code = submitted(RECOGNITION, house)
    proposed(code, registrar)
    from qianshan.mechanisms.access.models import Post

    assert Post.objects.filter(person_id=registrar.officer.person_id).count() == 1
    from qianshan.mechanisms.access.api import create_person
    from tests.worlds.organisations import Staff

    both = create_person(staff_name="兼任", by=by_system())
    appoint(
        person_id=both,
        organisation_id=registrar.organisation_id,
        roles=["reviewer", "decider"],
        valid_from=date(2020, 1, 1),
        by=by_system(),
    )
    hand = Staff(both, registrar.organisation_id)
    sign(code=code, version=version(code), opinion="同意。", by=hand.at())

    with pytest.raises(SamePerson):
        decide(code=code, version=version(code), ruling=Ruling("同意。"), by=hand.at())


def test_the_stage_asks_for_its_own_role():
    registrar = office()
    code = submitted(RECOGNITION, social_organisation(registrar))
    proposed(code, registrar)

    with pytest.raises(NotAllowed):
        sign(code=code, version=version(code), opinion="同意。", by=registrar.officer.at())
    with pytest.raises(NotAllowed):
        decide(code=code, version=version(code), ruling=Ruling("同意。"), by=registrar.decider.at())


def test_a_proposal_sent_back_begins_a_new_round():
    registrar = office()
    code = submitted(RECOGNITION, social_organisation(registrar))
    proposed(code, registrar)

    send_back(code=code, version=version(code), opinion="请补充核对负责人情况。", by=registrar.reviewer.at())
    propose(
        code=code,
        version=version(code),
        verdict="refuse",
        opinion="负责人情况无法核实。",
        by=registrar.officer.at(),
    )
    sign(code=code, version=version(code), opinion="同意。", by=registrar.reviewer.at())

    with pytest.raises(BadInput) as unreasoned:
        decide(code=code, version=version(code), ruling=Ruling(" "), by=registrar.decider.at())
    assert unreasoned.value.field == "reasons"
    decide(code=code, version=version(code), ruling=Ruling("负责人情况无法核实。"), by=registrar.decider.at())
    file = case_file(code, on=TODAY, authority_id=registrar.organisation_id)
    assert (file.row.state, file.round, len(file.decision.remedies)) == ("refused", 2, 2)


def test_a_case_is_returned_once_with_all_defects_and_corrected():
    registrar = office()
    house = social_organisation(registrar)
    code = submitted(RECOGNITION, house)

    due = return_case(
        code=code,
        version=version(code),
        defects=[Defect("charter", "章程缺最后一页。"), Defect("persons", "请补充监事。")],
        by=registrar.officer.at(),
    )
    draft = correct(case_code=code, by=house.head.at(later(3)))
    resubmit(draft_code=draft.code, by=house.head.at(later(3)))

    assert due == date(2026, 12, 4)
    file = case_file(code, on=TODAY, organisation_id=house.organisation_id)
    assert (file.row.state, len(file.revisions), len(file.correction.defects)) == ("submitted", 2, 2)
    with pytest.raises(WrongState, match="returned once"):
        return_case(
            code=code,
            version=version(code),
            defects=[Defect("charter", "还缺一页。")],
            by=registrar.officer.at(later(3)),
        )


def test_a_defect_without_words_or_of_an_unknown_field_is_refused():
    registrar = office()
    code = submitted(RECOGNITION, social_organisation(registrar))

    for defects in ([], [Defect("charter", "  ")], [Defect("no_such", "补充")]):
        with pytest.raises(BadInput):
            return_case(code=code, version=version(code), defects=defects, by=registrar.officer.at())


@pytest.mark.parametrize(("days", "lapses"), [(10, False), (11, True)])
def test_a_case_lapses_the_day_after_the_last_day_of_its_correction(days, lapses):
    registrar = office()
    code = submitted(RECOGNITION, social_organisation(registrar))
    return_case(
        code=code, version=version(code), defects=[Defect("", "补充章程。")], by=registrar.officer.at()
    )

    assert (code in lapsed_codes(later(days).date())) is lapses
    if lapses:
        lapse_case(code=code, by=by_system(later(days)))
        assert case_file(code, on=TODAY).row.state == "lapsed"
    else:
        with pytest.raises(WrongState):
            lapse_case(code=code, by=by_system(later(days)))


def test_a_decision_on_an_old_version_is_refused_and_says_what_changed():
    registrar = office()
    house = social_organisation(registrar)
    code = submitted(RECOGNITION, house)
    seen = version(code)
    withdraw(code=code, version=seen, reason="章程要改", by=house.head.at())

    with pytest.raises(CaseChanged) as refused:
        accept_case(code=code, version=seen, by=registrar.officer.at())

    assert str(refused.value.words.values["what"]) in {"withdrew the case", "撤回了案件"}
    assert refused.value.words.values["who"] == "周敏"


def test_a_case_held_by_a_colleague_is_not_decided_until_a_day_has_passed():
    registrar = office()
    code = submitted(RECOGNITION, social_organisation(registrar))
    from tests.worlds.organisations import staff

    colleague = staff(registrar.organisation_id, "王强", "case_officer")
    take_case(code=code, by=colleague.at())

    with pytest.raises(NotTheHolder):
        accept_case(code=code, version=version(code), by=registrar.officer.at())
    with pytest.raises(NotTheHolder):
        take_case(code=code, by=registrar.officer.at())
    take_case(code=code, by=registrar.officer.at(later(1)))
    accept_case(code=code, version=version(code), by=registrar.officer.at(later(1)))


def test_a_case_of_another_authority_or_charity_is_not_found():
    registrar, other = office(), office("遵义市民政局")
    code = submitted(RECOGNITION, social_organisation(registrar))
    stranger = social_organisation(other, "甘露源基金会")

    with pytest.raises(NotFound):
        accept_case(code=code, version=1, by=other.officer.at())
    with pytest.raises(NotFound):
        withdraw(code=code, version=1, reason="", by=stranger.head.at())
    with pytest.raises(NotFound):
        correct(case_code=code, by=stranger.head.at())
    with pytest.raises(NotFound):
        case_file(code, on=TODAY, organisation_id=stranger.organisation_id)


def test_a_qualification_is_granted_with_its_certificate():
    registrar = office()
    house = recognised(registrar)
    code = submitted(QUALIFICATION, house)
    reviewed(code, registrar)

    decide(code=code, version=version(code), ruling=Ruling("符合条件。"), by=registrar.decider.at())

    held = charity_by_uscc(house.uscc, on=TODAY).qualification
    assert held.certificate_number == f"{house.uscc}GM2601"
    assert held.valid_from == TODAY


def test_who_holds_a_certificate_or_is_no_charity_cannot_apply():
    registrar = office()

    with pytest.raises(NotAllowed, match="certificate"):
        drafted(QUALIFICATION, qualified_charity(registrar))
    with pytest.raises(NotAllowed, match="recognition comes first"):
        drafted(QUALIFICATION, social_organisation(registrar, "甘露源基金会"))


def test_the_checks_stop_a_board_with_too_many_from_one_place():
    house = recognised(office())
    draft = drafted(
        QUALIFICATION, house, **{"board.employer": ["同一公司"] * 4 + ["甲", "乙", "丙", "丁", "戊"]}
    )

    with pytest.raises(ChecksFailed) as refused:
        submit(draft_code=draft, by=house.head.at())

    assert [finding.check for finding in refused.value.findings.blocking] == [
        "charities.qualification.one_source"
    ]
    assert refused.value.article == "M74 art 5"


def test_a_second_application_waits_until_the_first_is_closed():
    registrar = office()
    house = social_organisation(registrar)
    second = drafted(RECOGNITION, house)
    first = submitted(RECOGNITION, house)

    with pytest.raises(WrongState) as refused:
        submit(draft_code=second, by=house.head.at())
    assert refused.value.words.values == {"code": first}
    with pytest.raises(WrongState):
        drafted(RECOGNITION, house)

    withdraw(code=first, version=version(first), reason="", by=house.head.at())
    assert submit(draft_code=second, by=house.head.at()) != first
