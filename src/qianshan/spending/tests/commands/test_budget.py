"""A budget sums to the filed goal, keeps the filed cost, and never falls below what is reserved; payees fit."""

import pytest

from qianshan.mechanisms.acts.api import BadInput, Conflict, NotAllowed, NotFound
from qianshan.spending.api import LineWish, PayeeEntry, budget_of, enter_payee, set_budget
from qianshan.spending.models import Payee
from tests.worlds.organisations import office, qualified_charity
from tests.worlds.spending import LINES, id_number, known_staff, purse

FOOD, KITCHEN, OFFICE, CAMPAIGN = LINES


@pytest.fixture
def money(db, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    registrar = office()
    return purse(qualified_charity(registrar), registrar)


def _set(money, *lines, by=None):
    set_budget(plan_id=money.plan.id, lines=lines, reason="调整", by=by or money.accountant.at())


def _with(line, **changes):
    values = {"name": line.name, "cost_class": line.cost_class, "amount_fen": line.amount_fen}
    return LineWish(**{**values, **changes})


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ((_with(FOOD, amount_fen=59_999_999), KITCHEN, OFFICE, CAMPAIGN), "filed goal is 800,000.00"),
        (
            (_with(FOOD, amount_fen=60_000_001), KITCHEN, _with(OFFICE, amount_fen=2_399_999), CAMPAIGN),
            "plan names 48,000.00",
        ),
        ((FOOD, _with(KITCHEN, name=FOOD.name), OFFICE, CAMPAIGN), "name of its own"),
        ((_with(FOOD, name=" "), KITCHEN, OFFICE, CAMPAIGN), "name of its own"),
        ((_with(FOOD, cost_class="Z9"), KITCHEN, OFFICE, CAMPAIGN), "no cost class Z9"),
        ((_with(FOOD, amount_fen=-1), KITCHEN, OFFICE, CAMPAIGN), "above zero"),
        ((_with(FOOD, cost_class="A2"), KITCHEN, OFFICE, CAMPAIGN), "keeps its class"),
        ((), "1 to 30"),
    ],
)
def test_a_wrong_budget_says_what_does_not_fit(money, lines, why):
    with pytest.raises(BadInput, match=why) as refused:
        _set(money, *lines)
    assert refused.value.field == "lines"


def test_money_moves_between_lines_but_not_below_what_is_reserved(money):
    money.reserved(1_000_000)
    less = _with(FOOD, amount_fen=1_000_000)
    more = _with(KITCHEN, amount_fen=74_200_000)

    _set(money, less, more, OFFICE, CAMPAIGN)
    assert [line.left_fen for line in budget_of([money.plan.id])[:2]] == [0, 74_200_000]

    with pytest.raises(BadInput, match=r"10,000\.00 yuan"):
        _set(money, _with(FOOD, amount_fen=999_999), _with(KITCHEN, amount_fen=74_200_001), OFFICE, CAMPAIGN)
    with pytest.raises(BadInput, match=r"10,000\.00 yuan"):
        _set(money, _with(KITCHEN, amount_fen=75_200_000), OFFICE, CAMPAIGN)


def test_a_line_that_is_not_named_becomes_empty(money):
    _set(money, _with(FOOD, amount_fen=75_200_000), OFFICE, CAMPAIGN)

    assert {line.name: line.amount_fen for line in budget_of([money.plan.id])}[KITCHEN.name] == 0


def test_a_foreign_plan_and_a_wrong_role_are_refused(money):
    stranger = known_staff(
        qualified_charity(office("遵义市民政局"), "乌江环保中心").organisation_id, "石某", "accountant"
    )

    with pytest.raises(NotFound):
        _set(money, *LINES, by=stranger.at())
    with pytest.raises(NotAllowed):
        _set(money, *LINES, by=money.cashier.at())


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "animal"}, "kind"),
        ({"name": " "}, "name"),
        ({"account": "12"}, "account"),
        ({"account": "１２３４５６７８９"}, "account"),
        ({"bank_name": ""}, "bank_name"),
        ({"uscc": "53520000MJY00001XX"}, "uscc"),
        ({"related": True}, "relation"),
        ({"kind": "person"}, "id_number"),
        ({"kind": "person", "id_number": "520000000000000000"}, "id_number"),
    ],
)
def test_a_wrong_payee_names_its_field(money, changes, field):
    values = {"kind": "unit", "name": "从江厨具店", "account": "62220212345001", "bank_name": "农信社"}

    with pytest.raises(BadInput) as refused:
        enter_payee(entry=PayeeEntry(**{**values, **changes}), by=money.drafter.at())
    assert refused.value.field == field


def test_an_account_is_entered_once_and_a_persons_name_lies_sealed(money):
    entry = PayeeEntry(
        kind="person", name="吴老岩", account="6217 0012 3456 7891", bank_name="农信社", id_number=id_number()
    )

    code = enter_payee(entry=entry, by=money.drafter.at())

    row = Payee.objects.get(code=code)
    assert (row.name, row.account_tail) == ("", "7891")
    for sealed in (row.sealed_name, row.sealed_account):
        assert "吴老岩".encode() not in bytes(sealed)
        assert b"6217001234567891" not in bytes(sealed)
    with pytest.raises(Conflict):
        enter_payee(entry=entry, by=money.drafter.at())
