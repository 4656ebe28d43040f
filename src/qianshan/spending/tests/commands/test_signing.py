"""Three people, three hands; what blocks, what needs a person; two sessions, two persons at once."""

import threading
from dataclasses import replace

import pytest
from django.db import connection
from django.db.utils import IntegrityError

from qianshan.mechanisms.access.api import create_person
from qianshan.mechanisms.acts.api import (
    Actor,
    BadInput,
    Conflict,
    NotAllowed,
    NotFound,
    WrongState,
    command,
    subject,
)
from qianshan.mechanisms.acts.door import COMMANDS
from qianshan.mechanisms.law.kernel import ChecksFailed
from qianshan.mechanisms.ledger.api import fund_figures
from qianshan.mechanisms.sealed.api import newest
from qianshan.spending.api import (
    PaperWish,
    PayeeEntry,
    budget_of,
    cancel_order,
    enter_payee,
    return_order,
    sign_first,
    sign_second,
    uses_of,
)
from qianshan.spending.models import InvoiceUse, PaymentOrder
from qianshan.spending.refusals import OrderChanged, SamePerson
from tests.worlds.organisations import AT, by_system, office, qualified_charity, staff
from tests.worlds.spending import id_number, known_staff, order, paper, purse


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path


@pytest.fixture
def money(db):
    registrar = office()
    return purse(qualified_charity(registrar), registrar)


def test_two_signatures_reserve_the_money(money):
    code = money.reserved(1_000_000)

    row = order(code)
    assert row.state == "reserved"
    assert fund_figures(money.plan.fund_id).reserved == 1_000_000
    assert budget_of([money.plan.id])[0].left_fen == 59_000_000
    use = uses_of([row.outflow_id])[row.outflow_id]
    assert (use.purpose, use.line_name, use.payee) == (
        "从江县12所村小九月餐费",
        "食材与加工",
        "贵州山厨食品有限公司",
    )
    assert use.place.endswith("从江县")
    assert use.documents == 1


def test_a_draft_and_a_first_signature_reserve_nothing(money):
    money.signed(1_000_000)

    assert fund_figures(money.plan.fund_id).reserved == 0
    assert budget_of([money.plan.id])[0].waiting_fen == 1_000_000


ALL = ("project_officer", "accountant", "approver", "cashier")


@pytest.mark.parametrize("hand", ["first", "second"])
def test_whoever_drafted_signs_in_no_role(money, hand):
    both = known_staff(money.house.organisation_id, "石全", *ALL)
    own = replace(money, drafter=both)
    code = own.drafted() if hand == "first" else own.signed()

    with pytest.raises(SamePerson):
        _sign(hand, code, both.at())


def _sign(hand, code, by):
    if hand == "first":
        sign_first(code=code, version=1, account_checked=True, by=by)
    else:
        sign_second(code=code, version=2, reason="", by=by)


def test_the_first_signer_is_not_the_second_in_another_session_or_role(money):
    both = known_staff(money.house.organisation_id, "石全", *ALL)
    code = replace(money, accountant=both).signed()
    other_session = Actor.person(both.person_id, at=AT, as_org_id=money.house.organisation_id, origin="phone")

    with pytest.raises(SamePerson):
        sign_second(code=code, version=2, reason="", by=other_session)


def test_the_register_does_not_hold_one_human_twice(money):
    number = id_number()
    create_person(staff_name="石全", id_number=number, by=by_system())

    with pytest.raises(Conflict):
        create_person(staff_name="石全 (second account)", id_number=number, by=by_system())


def test_a_signer_without_an_id_number_needs_a_decision(money):
    nameless = staff(money.house.organisation_id, "韦某", "accountant")
    code = money.drafted()
    sign_first(code=code, version=1, account_checked=True, by=nameless.at())

    with pytest.raises(BadInput) as asked:
        sign_second(code=code, version=2, reason=" ", by=money.approver.at())
    assert asked.value.field == "reason"


def test_even_sql_does_not_let_one_person_stand_twice(money):
    code = money.reserved()

    with pytest.raises(IntegrityError):
        _as_act(
            lambda: PaymentOrder.objects.filter(code=code).update(second_by_id=money.accountant.person_id)
        )


def _as_act(write):
    @command("tests.spending.write")
    def act(*, by):
        subject("tests.thing", 1)
        write()

    try:
        act(by=by_system())
    finally:
        COMMANDS.pop("tests.spending.write")


def test_a_wrong_role_a_wrong_state_and_a_foreign_order_are_refused(money):
    code = money.drafted()
    registrar = office("遵义市民政局")
    stranger = known_staff(qualified_charity(registrar, "乌江环保中心").organisation_id, "石某", "accountant")

    with pytest.raises(NotAllowed, match="roles"):
        sign_first(code=code, version=1, account_checked=True, by=money.cashier.at())
    with pytest.raises(WrongState):
        sign_second(code=code, version=1, reason="", by=money.approver.at())
    with pytest.raises(NotFound):
        sign_first(code=code, version=1, account_checked=True, by=stranger.at())


def test_an_order_that_changed_meanwhile_is_not_signed(money):
    code = money.signed()

    with pytest.raises(OrderChanged):
        sign_second(code=code, version=1, reason="", by=money.approver.at())


@pytest.mark.parametrize(("amount", "ok"), [(60_000_000, False), (56_400_000, True), (56_400_001, False)])
def test_the_lane_is_paid_to_its_last_fen_and_no_further(money, amount, ok):
    code = money.drafted(amount)

    if ok:
        sign_first(code=code, version=1, account_checked=True, by=money.accountant.at())
        sign_second(code=code, version=2, reason="", by=money.approver.at())
        assert fund_figures(money.plan.fund_id).free_programme == 0
    else:
        with pytest.raises(ChecksFailed) as failed:
            sign_first(code=code, version=1, account_checked=True, by=money.accountant.at())
        assert [f.check for f in failed.value.findings.blocking] == ["spending.payment.money_free"]


@pytest.mark.parametrize(("amount", "ok"), [(2_400_000, True), (2_400_001, False)])
def test_the_budget_line_is_used_to_its_last_fen_and_no_further(money, amount, ok):
    wish = {"line_id": money.line("项目管理"), "recipients": ()}

    if ok:
        assert order(money.reserved(amount, **wish)).state == "reserved"
    else:
        with pytest.raises(ChecksFailed) as failed:
            money.signed(amount, **wish)
        assert failed.value.field == "amount"


def test_cost_is_not_paid_from_the_programme_lane(money):
    """3.6 million fen of 60 lie on the cost lane; the two cost lines could ask for 4.8."""
    money.reserved(2_400_000, line_id=money.line("项目管理"), recipients=())

    with pytest.raises(ChecksFailed) as failed:
        money.signed(1_200_001, line_id=money.line("募捐成本"), recipients=())

    assert failed.value.findings.blocking[0].check == "spending.payment.money_free"


@pytest.mark.parametrize(
    ("changes", "check"),
    [
        ({"papers": ()}, "documents"),
        ({"division_code": ""}, "beneficiaries"),
        ({"beneficiaries": 0}, "beneficiaries"),
    ],
)
def test_what_is_missing_blocks_and_is_named(money, changes, check):
    with pytest.raises(ChecksFailed) as failed:
        money.signed(**changes)

    assert failed.value.findings.blocking[0].check == f"spending.payment.{check}"


def test_nobody_to_ask_needs_a_reason_but_does_not_block(money):
    code = money.signed(recipients=())

    with pytest.raises(BadInput, match="1 point"):
        sign_second(code=code, version=2, reason="", by=money.approver.at())
    sign_second(code=code, version=2, reason="由学校代领，名单附后", by=money.approver.at())

    assert order(code).reason == "由学校代领，名单附后"


def test_the_years_ratio_is_shown_and_never_blocks(money):
    """One payment of administration: 100 % of the year's spending so far, limit 10 %."""
    code = money.signed(1_000_000, line_id=money.line("项目管理"), recipients=())

    with pytest.raises(BadInput) as asked:
        sign_second(code=code, version=2, reason="", by=money.approver.at())
    assert asked.value.field == "reason"
    sign_second(code=code, version=2, reason="年末比例将回到 6%", by=money.approver.at())

    assert order(code).state == "reserved"


def test_an_invoice_pays_once(money):
    invoice = (PaperWish(paper("invoice"), "invoice", number="26522000000118"),)
    first = money.reserved(papers=invoice)

    with pytest.raises(ChecksFailed) as failed:
        money.signed(papers=invoice)
    assert first in str(failed.value)

    cancel_order(code=first, version=3, reason="重复起草", by=money.approver.at())
    assert order(money.reserved(papers=invoice)).state == "reserved"
    assert InvoiceUse.objects.filter(live=True).count() == 1


def test_whoever_is_paid_does_not_sign(money):
    human = known_staff(money.house.organisation_id, "龙某", "approver")
    payee = _payee_of(money, human)
    code = money.signed(payee_code=payee, papers=(PaperWish(paper(), "decision"),))

    with pytest.raises(SamePerson) as refused:
        sign_second(code=code, version=2, reason="", by=human.at())
    assert refused.value.article == "CL art 14"


def _payee_of(money, human):
    """A payee who is a member of staff: known by the same ID number."""
    return enter_payee(
        entry=PayeeEntry(
            kind="person",
            name="龙某",
            account="6217001234567891",
            bank_name="农信社",
            id_number=newest(human.person_id, "id_number"),
        ),
        by=money.drafter.at(),
    )


def test_a_related_party_needs_a_reason(money):
    payee = enter_payee(
        entry=PayeeEntry(
            kind="unit",
            name="敏行物业",
            account="6222021234500001",
            bank_name="工行",
            related=True,
            relation="秘书长配偶任股东",
        ),
        by=money.drafter.at(),
    )
    code = money.signed(payee_code=payee)

    with pytest.raises(BadInput):
        sign_second(code=code, version=2, reason="", by=money.approver.at())


def test_an_order_is_sent_back_with_a_reason(money):
    code = money.drafted()

    with pytest.raises(BadInput):
        return_order(code=code, version=1, reason=" ", by=money.accountant.at())
    return_order(code=code, version=1, reason="缺合同第三页", by=money.accountant.at())

    assert (order(code).state, order(code).ended_words) == ("returned", "缺合同第三页")


def test_a_cancelled_order_frees_its_fen(money):
    code = money.reserved(56_400_000)

    cancel_order(code=code, version=3, reason="供应商退出", by=money.approver.at())

    assert fund_figures(money.plan.fund_id).reserved == 0
    assert fund_figures(money.plan.fund_id).free_programme == 56_400_000


def test_two_approvers_at_once_reserve_once(fresh_db, settings, tmp_path):
    registrar = office()
    money = purse(qualified_charity(registrar), registrar)
    second = known_staff(money.house.organisation_id, "吴强", "approver")
    code = money.signed()

    outcomes = _together(
        lambda by: sign_second(code=code, version=2, reason="", by=by), [money.approver.at(), second.at()]
    )

    assert sorted(outcomes) == ["OrderChanged", "done"]
    assert fund_figures(money.plan.fund_id).reserved == 1_000_000


def test_two_orders_on_the_last_of_a_line_are_not_both_reserved(fresh_db, settings, tmp_path):
    registrar = office()
    money = purse(qualified_charity(registrar), registrar)
    second = known_staff(money.house.organisation_id, "吴强", "approver")
    codes = [money.signed(1_300_000, line_id=money.line("项目管理"), recipients=()) for _ in range(2)]
    hands = dict(zip(codes, [money.approver.at(), second.at()], strict=True))

    outcomes = _together(
        lambda code: sign_second(code=code, version=2, reason="按计划", by=hands[code]), codes
    )

    assert sorted(outcomes) == ["ChecksFailed", "done"]


def test_two_orders_on_one_invoice_are_not_both_reserved(fresh_db, settings, tmp_path):
    registrar = office()
    money = purse(qualified_charity(registrar), registrar)
    second = known_staff(money.house.organisation_id, "吴强", "approver")
    invoice = (PaperWish(paper("invoice"), "invoice", number="26522000000118"),)
    codes = [money.signed(papers=invoice, line_id=money.line(name)) for name in ("食材与加工", "厨房设备")]
    hands = dict(zip(codes, [money.approver.at(), second.at()], strict=True))

    outcomes = _together(
        lambda code: sign_second(code=code, version=2, reason="按计划", by=hands[code]), codes
    )

    assert outcomes.count("done") == 1


def _together(run, arguments):
    gate, outcomes = threading.Barrier(len(arguments)), []

    def work(argument):
        gate.wait()
        try:
            run(argument)
            outcomes.append("done")
        except Exception as error:
            outcomes.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(one,)) for one in arguments]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
