"""What a person typed is read, kept and named when it cannot be read."""

import pytest

from qianshan.mechanisms.cases.kernel import Choice, Column, Field, FieldKind, Slot, Step, missing, parse
from qianshan.mechanisms.cases.kernel.form import missing_slots

KINDS = (Choice("programme", "programme"), Choice("cost", "cost"))
STEPS = (
    Step(
        "one",
        "one",
        (
            Field("name", "name", FieldKind.TEXT, max_length=5),
            Field("day", "day", FieldKind.DATE),
            Field("sum", "sum", FieldKind.MONEY),
            Field("count", "count", FieldKind.NUMBER),
            Field("partner", "partner", FieldKind.YES_NO),
            Field("partner_name", "partner_name", FieldKind.TEXT, shown_if=("partner", "yes")),
            Field("kind", "kind", FieldKind.CHOICE, choices=KINDS),
            Field("places", "places", FieldKind.NAMES, choices_from="places"),
            Field(
                "uses",
                "uses",
                FieldKind.TABLE,
                columns=(
                    Column("what", "what", FieldKind.TEXT),
                    Column("kind", "kind", FieldKind.CHOICE, choices=KINDS),
                    Column("amount", "amount", FieldKind.MONEY),
                ),
            ),
        ),
        (Slot("paper", "paper", needed_if=("partner", "yes")),),
    ),
)
PLACES = {"places": (Choice("522633", "从江县"), Choice("522632", "榕江县"))}


def read(**typed):
    return parse(
        STEPS, {key: value if isinstance(value, list) else [value] for key, value in typed.items()}, PLACES
    )


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("30000", 3_000_000),
        ("30,000.5", 3_000_050),
        ("¥ 0.01", 1),
        ("３０００．００", 300_000),
        ("9999999999999.99", 999_999_999_999_999),
    ],
)
def test_an_amount_is_read_as_fen(typed, fen):
    assert read(sum=typed) == ({"sum": fen}, {})


@pytest.mark.parametrize("typed", ["30万", "1.234", "-1", "1,00", "12345678901234", "一百", "1e5"])
def test_an_amount_that_is_none_is_named(typed):
    values, errors = read(sum=typed)

    assert values == {}
    assert errors["sum"].values == {"typed": typed}


@pytest.mark.parametrize(("typed", "day"), [("2026-12-04", "2026-12-04"), ("2026/12/04", "2026-12-04")])
def test_a_day_is_kept_as_iso(typed, day):
    assert read(day=typed)[0] == {"day": day}


@pytest.mark.parametrize("typed", ["2026-02-29", "12月4日", "20261304"])
def test_a_day_that_is_none_is_named(typed):
    assert "day" in read(day=typed)[1]


def test_names_are_found_with_any_comma_and_an_unknown_one_is_named():
    assert read(places="从江县、榕江县, 从江县")[0] == {"places": ["522633", "522632"]}
    assert read(places="从江县 凯里")[1]["places"].values == {"name": "凯里"}


def test_a_text_that_is_too_long_is_told_with_both_numbers():
    assert read(name="一二三四五六")[1]["name"].values == {"length": 6, "limit": 5}


def test_a_conditional_field_is_neither_read_nor_missed_when_it_is_not_asked():
    no, _ = read(partner="no", partner_name="甲")
    yes, _ = read(partner="yes")

    assert no == {"partner": False}
    assert "partner_name" not in [field.key for field in missing(STEPS, no)]
    assert "partner_name" in [field.key for field in missing(STEPS, yes)]
    assert missing_slots(STEPS, no, {}) == []
    assert [slot.key for slot in missing_slots(STEPS, yes, {})] == ["paper"]
    assert missing_slots(STEPS, yes, {"paper": 7}) == []


def test_a_choice_outside_the_list_is_an_error():
    assert "kind" in read(kind="other")[1]


def test_rows_of_a_table_are_read_and_empty_ones_left_out():
    values, errors = parse(
        STEPS,
        {
            "uses.what": ["米", "", ""],
            "uses.kind": ["programme", "programme", ""],
            "uses.amount": ["10", "", ""],
        },
    )

    assert errors == {}
    assert values == {"uses": [{"what": "米", "kind": "programme", "amount": 1000}]}


def test_a_row_that_cannot_be_read_is_named_by_its_number():
    values, errors = parse(
        STEPS,
        {"uses.what": ["米", "油"], "uses.kind": ["programme", "cost"], "uses.amount": ["10", "十"]},
    )

    assert values == {}
    assert errors["uses"].values["number"] == 2


def test_a_table_has_a_bound_on_its_rows():
    values, _ = parse(
        STEPS, {"uses.what": ["米"] * 500, "uses.kind": ["cost"] * 500, "uses.amount": ["1"] * 500}
    )

    assert len(values["uses"]) == 40
