from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianshan.disclosure.checks.amounts import claims, contradictions
from qianshan.mechanisms.money import yuan

TOTALS = {"received": 238_654_050, "paid": 166_600_000, "confirmed": 132_840_000, "free": 18_694_050, "goal": 300_000_000,
          "admin": 9_040_000, "fundraising": 2_088_000, "refunded": 0, "reserved": 219_960_000}  # fmt: skip
ACCEPTED = {name: frozenset({fen}) for name, fen in TOTALS.items()} | {
    "paid": frozenset({166_600_000, 40_000_000, 32_000_000}),
    "received": frozenset({238_654_050, 50_000_000}),
}


def wrong(text):
    return [
        (one.claim.text, one.claim.figure, one.books_fen) for one in contradictions(text, TOTALS, ACCEPTED)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "截至11月23日，已收到捐赠2,386,540.50元。",
        "已收到捐赠238.65万元，已拨付166.6万元。",
        "已收到捐赠238.7万元。",  # half up
        "募集善款¥2386540.50",
        "共募集约239万元，其中官方网站募集812,306.50元。",
        "本期募集50万元。",
        "拨付400,000.00元采购棉衣。",  # one of the payments
        "每户发放500元的暖冬包。",  # claims no figure
        "预期募集3,000,000元。",
        "募捐目标为三百万元。",
        "已拨付一百六十六万六千元。",
        "管理费90,400元，募捐成本2.088万元。",
        "received 2,386,540.50 yuan and paid 1,666,000 yuan.",
        "受益人已确认1,328,400.00元。",
        "剩余186,940.50元将用于春季采购。",
        "发放棉衣2,000件、棉被1,500床。",
        "",
    ],
)
def test_true_amounts_and_other_numbers_pass(text):
    assert wrong(text) == []


@pytest.mark.parametrize(
    ("text", "said", "figure"),
    [
        ("截至11月23日，已收到捐赠2,386,540.51元。", "2,386,540.51元", "received"),
        ("共募集２５０万元。", "250万元", "received"),
        ("已收到捐赠238.66万元。", "238.66万元", "received"),
        ("募集近三百万元。", "三百万元", "received"),
        ("已收到1亿元。", "1亿元", "received"),
        ("已拨付1,700,000元。", "1,700,000元", "paid"),
        ("已拨付一百八十万元。", "一百八十万元", "paid"),
        ("其中管理费用支出100,000元。", "100,000元", "admin"),
        ("受益人已确认1,666,000元。", "1,666,000元", "confirmed"),
        ("1,000,000元已拨付到位。", "1,000,000元", "paid"),
        ("其中官网募集2,500,000元。", "2,500,000元", "received"),
        ("约300万元已拨付", "300万元", "paid"),
        ("raised 3,000,000 yuan", "3,000,000 yuan", "received"),
        ("结余 ¥200,000", "¥200,000", "free"),
    ],
)
def test_amounts_that_contradict_the_books_are_found(text, said, figure):
    assert [(found[0], found[1]) for found in wrong(text)] == [(said, figure)]


def test_each_clause_is_read_by_itself():
    found = wrong("已收到捐赠2,386,540.50元，已拨付2,386,540.50元")

    assert found == [("2,386,540.50元", "paid", 166_600_000)]


def test_a_second_amount_of_a_clause_claims_nothing_of_the_first():
    assert wrong("已拨付1,666,000.00元用于每户500元的补助") == []


@given(st.integers(200_000, 10**12))
def test_the_figure_itself_always_agrees_however_it_is_written(fen):
    totals, accepted = {"received": fen}, {"received": frozenset({fen})}
    texts = [
        f"已收到{yuan(fen)}元",
        f"已收到{fen // 100}元",
        f"已收到{fen / 1_000_000:.2f}万元",
        f"共募集¥{yuan(fen)}",
    ]

    assert all(not contradictions(text, totals, accepted) for text in texts)


@given(st.integers(1, 10**11), st.integers(1, 10**9), st.booleans())
def test_a_fen_more_or_less_contradicts(fen, difference, more):
    said = fen + difference if more else max(fen - difference, 0)
    if said in {fen, 0}:
        return

    assert contradictions(f"已收到{yuan(said)}元", {"received": fen}, {"received": frozenset({fen})})


@given(st.text(alphabet="零一二两三四五六七八九十百千万亿元已收到拨付，。0123456789.,¥ 其中约", max_size=60))
def test_no_text_breaks_the_reader(text):
    for claim in claims(text):
        assert claim.fen >= 0
        assert claim.step_fen > 0


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("十元", 1_000),
        ("一百零五元", 10_500),
        ("两万三千元", 2_300_000),
        ("三百万元", 300_000_000),
        ("一亿二千万元", 12_000_000_000),
    ],
)
def test_chinese_numbers_are_read(text, fen):
    assert [claim.fen for claim in claims(text)] == [Fraction(fen)]
