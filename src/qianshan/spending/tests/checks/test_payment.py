"""Each check of a payment: below, on and above its limit; not applicable; unverified numbers never block."""

from dataclasses import replace
from datetime import date

import pytest

from qianshan.mechanisms.law.kernel import Outcome, run_checks
from qianshan.spending.checks.payment import PaymentFacts, RatioFacts

GOOD = PaymentFacts(
    on=date(2026, 11, 24),
    amount_fen=100_000,
    cost_class="A1",
    line_name="餐费",
    line_left_fen=100_000,
    lane_free_fen=100_000,
    payee_kind="unit",
    payee_related=False,
    relation="",
    payee_person_id=None,
    slots=("contract",),
    invoice_elsewhere="",
    account_checked=True,
    signers=(1, 2, 3),
    signer_without_id=False,
    place_given=True,
    beneficiaries=12,
    reachable=2,
    open_denials=(),
    ratio=None,
)
OFFICE = replace(GOOD, cost_class="M3", place_given=False, beneficiaries=0, reachable=0)
PASS, FAIL, PERSON, NONE = Outcome.PASS, Outcome.FAIL, Outcome.NEEDS_A_PERSON, Outcome.NOT_APPLICABLE


def _found(check, facts):
    return run_checks("spending.payment", facts).of(f"spending.payment.{check}")


def test_a_good_order_passes_everything():
    assert [f.check for f in run_checks("spending.payment", GOOD) if f.outcome not in (PASS, NONE)] == []


@pytest.mark.parametrize(
    ("check", "changes", "outcome"),
    [
        ("budget_left", {"line_left_fen": 100_001}, PASS),
        ("budget_left", {"line_left_fen": 100_000}, PASS),
        ("budget_left", {"line_left_fen": 99_999}, FAIL),
        ("budget_left", {"line_left_fen": None}, NONE),
        ("money_free", {"lane_free_fen": 100_000}, PASS),
        ("money_free", {"lane_free_fen": 99_999}, FAIL),
        ("documents", {"slots": ()}, FAIL),
        ("documents", {"slots": ("photo",)}, FAIL),
        ("documents", {"slots": ("invoice",)}, PASS),
        ("documents", {"payee_kind": "person", "slots": ("contract",)}, FAIL),
        ("documents", {"payee_kind": "person", "slots": ("list",)}, PASS),
        ("documents", {"payee_kind": "person", "slots": ("decision",)}, PASS),
        ("invoice_unused", {}, NONE),
        ("invoice_unused", {"slots": ("invoice",)}, PASS),
        ("invoice_unused", {"slots": ("invoice",), "invoice_elsewhere": "FK1"}, FAIL),
        ("payee_account", {"account_checked": False}, PERSON),
        ("related_party", {"payee_related": True, "relation": "理事配偶"}, PERSON),
        ("related_party", {"payee_person_id": 2}, FAIL),
        ("related_party", {"payee_person_id": 9}, PASS),
        ("three_people", {"signers": (1,)}, PASS),
        ("three_people", {"signers": (1, 2, 1)}, FAIL),
        ("three_people", {"signer_without_id": True}, PERSON),
        ("beneficiaries", {"place_given": False}, FAIL),
        ("beneficiaries", {"beneficiaries": 0}, FAIL),
        ("beneficiaries", {"reachable": 0}, PERSON),
        ("beneficiaries", {"cost_class": "A2", "reachable": 0, "beneficiaries": 0}, NONE),
        ("no_open_denial", {"open_denials": ("FK1",)}, FAIL),
        ("cost_ratio", {}, NONE),
    ],
)
def test_each_rule_at_its_limit(check, changes, outcome):
    assert _found(check, replace(GOOD, **changes)).outcome is outcome


@pytest.mark.parametrize(
    ("admin", "total", "kind", "outcome"),
    [
        (800_000, 8_900_000, "qualified_foundation", PASS),  # 900,000 of 9,000,000: the limit itself
        (800_001, 8_900_000, "qualified_foundation", PERSON),
        (0, 900_000, "qualified_foundation", PASS),
        (0, 899_999, "qualified_foundation", PERSON),
        (0, 0, "qualified_foundation", PERSON),
        (0, 10_000_000, "qualified_other", PASS),
        (9_000_000, 10_000_000, "qualified_other", PERSON),
        (0, 10_000_000, "unqualified", PERSON),
    ],
)
def test_the_years_ratio_counts_whole_fen_and_never_blocks(admin, total, kind, outcome):
    facts = replace(OFFICE, ratio=RatioFacts(admin, total, kind, "payments"))

    found = _found("cost_ratio", facts)

    assert found.outcome is outcome
    assert not found.blocks


def test_before_and_after_stand_in_the_sentence():
    facts = replace(OFFICE, ratio=RatioFacts(963_368_40, 10_248_600_00, "qualified_foundation", "accounts"))

    words = str(_found("cost_ratio", replace(facts, amount_fen=92_000_00)).words)

    assert "9.40%" in words
    assert "10.20%" in words


def test_a_failure_names_its_article():
    found = _found("budget_left", replace(GOOD, line_left_fen=0))

    assert (found.source, found.field) == ("CL art 54", "amount")
    assert found.blocks
