"""The statutes and checks as the page shows them: each article with what rests on it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from qianshan.mechanisms.law.kernel import CHECKS, Article, Bilingual, Check, Parameter, Statute, statutes
from qianshan.mechanisms.law.kernel.finding import quantity
from qianshan.mechanisms.law.kernel.statutes import article
from qianshan.mechanisms.words import N_, Words

AREAS = {
    "charities": N_("Organisations and qualification"),
    "fundraising": N_("Fundraising plans"),
    "giving": N_("Giving and receipts"),
    "spending": N_("Spending and ratios"),
    "disclosure": N_("Disclosure"),
    "supervision": N_("Complaints and supervision"),
    "cases": N_("Procedures"),
}
KINDS = {
    "qualified_foundation": N_("foundations with the qualification"),
    "qualified_other": N_("social groups and service agencies with the qualification"),
    "foundation_band_4": N_("other foundations, net assets from 60 million yuan"),
    "foundation_band_3": N_("other foundations, net assets from 8 to below 60 million yuan"),
    "foundation_band_2": N_("other foundations, net assets from 4 to below 8 million yuan"),
    "foundation_band_1": N_("other foundations, net assets below 4 million yuan"),
    "other_band_4": N_("other social groups and service agencies, net assets from 10 million yuan"),
    "other_band_3": N_("other social groups and service agencies, from 5 to below 10 million yuan"),
    "other_band_2": N_("other social groups and service agencies, from 1 to below 5 million yuan"),
    "other_band_1": N_("other social groups and service agencies, net assets below 1 million yuan"),
    "province": N_("registered at provincial level or above"),
}


@dataclass(frozen=True, slots=True)
class NumberLine:
    """One number with its unit, period and article."""

    parameter: Parameter
    value: Words
    applies_to: Words | None
    article: Article
    linked: bool
    in_force: bool


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check with those of its articles that the reader may see."""

    check: Check
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the work with its numbers and checks."""

    key: str
    name: Words
    numbers: tuple[NumberLine, ...]
    checks: tuple[CheckLine, ...]


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """An article with the numbers and checks that rest on it."""

    article: Article
    numbers: tuple[Bilingual, ...]
    checks: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class StatuteLine:
    """A statute with its articles."""

    statute: Statute
    articles: tuple[ArticleLine, ...]


def areas(on: date, *, staff: bool) -> list[Area]:
    """Numbers and checks by area; what is not verified only for staff."""
    numbers: dict[str, list[NumberLine]] = defaultdict(list)
    for one in statutes().parameters:
        if one.verified or staff:
            numbers[one.key.partition(".")[0]].append(_line(one, on, staff=staff))
    checks: dict[str, list[CheckLine]] = defaultdict(list)
    for check in CHECKS.values():
        seen = tuple(one for one in check.articles if one.verified or staff)
        if check.articles[0] in seen:
            checks[check.name.partition(".")[0]].append(CheckLine(check, seen))
    keys = [*AREAS, *sorted((set(numbers) | set(checks)) - set(AREAS))]
    return [
        Area(key, Words(AREAS.get(key, key)), tuple(numbers[key]), tuple(checks[key]))
        for key in keys
        if numbers[key] or checks[key]
    ]


def statute_lines(*, staff: bool) -> list[StatuteLine]:
    """Statutes with their articles; what nobody read only for staff."""
    numbers: dict[str, dict[str, Bilingual]] = defaultdict(dict)
    for one in statutes().parameters:
        if one.verified or staff:
            numbers[one.article][one.key] = one.title
    checks: dict[str, list[Words]] = defaultdict(list)
    for check in CHECKS.values():
        for ref in check.sources:
            checks[ref].append(check.title_words)
    lines: dict[str, list[ArticleLine]] = defaultdict(list)
    for found in statutes().articles.values():
        if found.verified or staff:
            line = ArticleLine(found, tuple(numbers[found.ref].values()), tuple(checks[found.ref]))
            lines[found.statute.key].append(line)
    shown = [StatuteLine(s, tuple(lines[key])) for key, s in statutes().statutes.items() if lines[key]]
    return sorted(shown, key=lambda line: -len(line.articles))


def _line(one: Parameter, on: date, *, staff: bool) -> NumberLine:
    kind = KINDS.get(one.applies_to)
    return NumberLine(
        parameter=one,
        value=quantity(one.value, one.unit),
        applies_to=Words(kind) if kind else None,
        article=article(one.article),
        linked=article(one.article).verified or staff,
        in_force=one.holds_on(on),
    )
