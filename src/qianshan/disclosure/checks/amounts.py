"""Reading amounts in a text, and which figure of the books they claim to be.

An amount claims a figure when a word of that figure stands before it in the same clause, or
follows it directly. It agrees when the figure, cut or rounded as the text does (by at most a
twentieth), is that amount: in all, within the period, or one of its parts (a cost class, a payment). “其中” marks a part:
it may be any amount up to the figure. Amounts without such a word (“each household 500 yuan”)
claim nothing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

RECEIVED, REFUNDED, RESERVED, PAID, CONFIRMED, FREE, ADMIN, FUNDRAISING, GOAL = (
    "received", "refunded", "reserved", "paid", "confirmed", "free", "admin", "fundraising", "goal",
)  # fmt: skip

# The first that matches wins: a cost word is more special than “支出”, “未拨付” than “拨付”.
_WORDS: tuple[tuple[str, str], ...] = (
    (GOAL, r"目标|预期募集|计划募集|goal"),
    (ADMIN, r"管理费|administrati"),
    (FUNDRAISING, r"募捐成本|筹资费|fundraising cost"),
    (REFUNDED, r"退款|退还|退回捐赠|refunded"),
    (CONFIRMED, r"受益人(?:已)?确认|confirmed"),
    (FREE, r"结余|剩余|余额|尚余|未拨付|未使用|未安排|left over|remaining|unspent"),
    (RESERVED, r"已安排|set aside"),
    (PAID, r"拨付|支出|支付|付款|花费|用款|使用善款|使用资金|paid|spent"),
    (
        RECEIVED,
        r"收到|募集|募得|募捐收入|受赠|接受捐赠|接收捐赠|捐赠收入|捐赠总额|筹集|筹得|筹款|received|raised",
    ),
)
_FIGURES = [(figure, re.compile(words, re.IGNORECASE)) for figure, words in _WORDS]

_UNITS = {
    "": 100,
    "千": 100_000,
    "万": 1_000_000,
    "百万": 100_000_000,
    "千万": 1_000_000_000,
    "亿": 10_000_000_000,
}
_DIGIT_AMOUNT = (
    r"(?P<whole>\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．](?P<part>\d+))?\s*(?P<unit>百万|千万|千|万|亿)?"
)
_HAN_AMOUNT = r"(?P<han>[一二两三四五六七八九十百千万亿〇零]+)"
_AMOUNT = re.compile(
    rf"(?:(?P<sign>[¥￥])\s*)?(?:{_DIGIT_AMOUNT}|{_HAN_AMOUNT})\s*(?P<yuan>余元|多元|元|yuan|CNY|RMB)?",
    re.IGNORECASE,
)
_CLAUSE_ENDS = re.compile(r"[，。；;！!？?\n]|,(?!\d{3})|\.(?!\d)")
_PART_OF = re.compile(r"其中|包括|含|of which|including")
_ABOUT = re.compile(r"(?:约|近|逾|超过?|不足|大约|about|nearly|over)\s*$", re.IGNORECASE)
_WIDE = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
_HAN_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN_PLACES = {"十": 10, "百": 100, "千": 1000}
_HAN_GROUPS = {"万": 10_000, "亿": 100_000_000}
_AFTER = 8
_LOOSE = 20


@dataclass(frozen=True, slots=True)
class Claim:
    """An amount in a text.

    Attributes:
        text: as it is written.
        fen: what it says.
        step_fen: the size of its last written place; it may be off by less than this.
        figure: the figure that it claims to be; empty when none.
        part: it is said to be a part of the figure.
    """

    text: str
    fen: Fraction
    step_fen: Fraction
    figure: str
    part: bool

    def agrees_with(self, fen: int) -> bool:
        """Whether the figure, cut or rounded as the text does, is this amount."""
        cut = 0 <= fen - self.fen < self.step_fen
        return cut or abs(self.fen - fen) * 2 <= self.step_fen


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A claim that no figure of its name supports."""

    claim: Claim
    books_fen: int


def claims(text: str) -> Iterator[Claim]:
    """Every amount in a text, with the figure it claims."""
    text = text.translate(_WIDE)
    start = 0
    for end in [*(found.start() for found in _CLAUSE_ENDS.finditer(text)), len(text)]:
        yield from _in_clause(text[start:end])
        start = end + 1


def contradictions(
    text: str, totals: Mapping[str, int], accepted: Mapping[str, frozenset[int]]
) -> list[Contradiction]:
    """Claims that differ from the books.

    Args:
        text: one text of a report.
        totals: each figure in all, the most that a part of it can be.
        accepted: per figure all amounts that agree: in all, in the period, its parts.
    """
    found = []
    for claim in claims(text):
        if claim.figure not in totals:
            continue
        total = totals[claim.figure]
        if claim.part and claim.fen - claim.step_fen < total:
            continue
        if not any(claim.agrees_with(fen) for fen in accepted.get(claim.figure, frozenset({total}))):
            found.append(Contradiction(claim, total))
    return found


def _in_clause(clause: str) -> Iterator[Claim]:
    behind = 0
    for found in _AMOUNT.finditer(clause):
        if not (found["yuan"] or found["sign"]):
            continue
        size = _size(found)
        if size is None:
            continue
        before = clause[behind : found.start()]
        figure = _figure(before) or _figure(clause[found.end() : found.end() + _AFTER])
        fen, step = size
        loose = max(fen / _LOOSE, Fraction(1))
        about = _ABOUT.search(before) or found["yuan"] in ("余元", "多元")
        step = max(step, loose) if about else min(step, loose)
        yield Claim(found[0].strip(), fen, step, figure, bool(_PART_OF.search(clause[: found.start()])))
        behind = found.end()


def _figure(words: str) -> str:
    return next((figure for figure, pattern in _FIGURES if pattern.search(words)), "")


def _size(found: re.Match[str]) -> tuple[Fraction, Fraction] | None:
    if found["han"]:
        return _han_size(found["han"])
    unit = Fraction(_UNITS[found["unit"] or ""])
    part = found["part"] or ""
    number = Fraction(int(found["whole"].replace(",", "")))
    number += Fraction(int(part), 10 ** len(part)) if part else 0
    return number * unit, unit / 10 ** len(part)


def _han_size(text: str) -> tuple[Fraction, Fraction] | None:
    total, group, digit, step = 0, 0, 0, 1
    for sign in text:
        if sign in _HAN_DIGITS:
            digit, step = _HAN_DIGITS[sign], 1
        elif sign in _HAN_PLACES:
            group += (digit or 1) * _HAN_PLACES[sign]
            digit, step = 0, _HAN_PLACES[sign]
        else:
            unit = _HAN_GROUPS[sign]
            total = (total + group + digit) * unit if total < unit else total + (group + digit) * unit
            group, digit, step = 0, 0, unit
    value = total + group + digit
    return (Fraction(value * 100), Fraction(step * 100)) if value else None
