"""Components: what they draw, and that a wrong argument or an unknown icon fails."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import get_template
from django.utils import translation

from qianshan.web.components.icons import icon_names
from qianshan.web.components.money import MoneyRow, MoneySteps, MoneyTable, share
from qianshan.web.components.procedure import RuleRow, RuleState

SOURCE = Path(__file__).resolve().parents[2]


def drawn(text, **values):
    return Template("{% load qs %}" + text).render(Context(values))


def test_an_amount_has_thousands_two_decimals_and_a_real_minus():
    assert "−1,200.00" in drawn("{% money -120000 %}")


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(238_654_050, 300_000_000, "79.6%"), (1, 3, "33.3%"), (2, 3, "66.7%"), (5, 0, "–"), (1, 1, "100.0%")],
)
def test_a_share_has_one_decimal_half_up(part, whole, text):
    assert share(part, whole) == text


def test_a_bar_reads_aloud_all_four_steps():
    html = drawn("{% money_bar money %}", money=MoneySteps(10_000, 8_000, 5_000, 2_000, 20_000))

    assert 'aria-label="Received 100.00；Set aside 80.00；' in html
    assert 'width="500"' in html
    assert "style=" not in html


def test_a_money_table_refuses_a_row_of_another_width():
    table = MoneyTable("", "Use", ("Paid",), (MoneyRow("Audit", (1, 2)),))

    with pytest.raises(ValueError, match="zip"):
        drawn("{% money_table table %}", table=table)


@pytest.mark.parametrize(
    ("days", "workdays", "text"),
    [(-4, False, "4 days overdue"), (0, True, "Today"), (1, True, "1 working day"), (5, False, "5 days")],
)
def test_a_clock_says_what_is_left(days, workdays, text):
    html = drawn(
        "{% clock day days_left=days workdays=workdays %}",
        day=date(2026, 12, 1),
        days=days,
        workdays=workdays,
    )

    assert f"<b>{text}</b>" in html


def test_failed_rules_stand_first_and_passed_ones_fold_after_six():
    rows = [RuleRow(f"rule {n}", RuleState.PASSED) for n in range(8)] + [RuleRow("late", RuleState.FAILED)]
    html = drawn("{% rule_rows rows %}", rows=rows)

    assert html.index("late") < html.index("rule 0")
    assert html.index("<details") < html.index("rule 7")


def test_a_wrong_argument_fails_when_the_template_compiles():
    with pytest.raises(TemplateSyntaxError):
        Template("{% load qs %}{% chip 'late' colour='red' %}")


def test_an_icon_that_the_sprite_lacks_is_named():
    with pytest.raises(ValueError, match=r"unicorn.*icons\.txt"):
        drawn("{% icon 'unicorn' %}")


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("templates/**/*.html")), ids=lambda path: path.name)
def test_each_icon_that_a_template_names_is_in_the_sprite(path):
    text = path.read_text("utf-8")
    named = re.findall(r'{% icon "([^"]+)"', text) + re.findall(r'\bicon="([^"]+)"', text)

    assert set(named) <= icon_names()


# One whole file that readers save and open from their own disk; it is never a page of ours.
SAVED_BY_READERS = {"offline.html"}
SERVED = [path for path in sorted(SOURCE.rglob("templates/**/*.html")) if path.name not in SAVED_BY_READERS]


@pytest.mark.parametrize("path", SERVED, ids=lambda path: path.name)
def test_a_template_has_no_inline_style_or_script(path):
    text = path.read_text("utf-8")

    text = re.sub(r"{%.*?%}|{{.*?}}", "", text)

    assert not re.search(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son\w+=|hx-on", text)


def test_the_gallery_draws_every_component_in_chinese(client, db):
    answer = client.get("/practice/components/")

    assert answer.status_code == 200
    assert "部件与状态" in answer.content.decode()


def test_a_page_exists_in_english_below_en(client, db):
    answer = client.get("/en/practice/components/")

    assert "Components and states" in answer.content.decode()
    assert 'hreflang="zh-hans"' in answer.content.decode()


def test_no_header_of_the_browser_chooses_the_language(client, db):
    answer = client.get("/practice/components/", headers={"Accept-Language": "en"})

    assert "部件与状态" in answer.content.decode()


def test_a_public_page_sets_no_cookie(client, db):
    with translation.override("zh-hans"):
        template = get_template("errors/page.html")

    assert template
    assert not client.get("/nowhere/").cookies
