"""The statutes as typed rows, read once from the YAML files of `qianshan.statutes`."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

import yaml

UNITS = ("day", "workday", "month", "year", "bp", "fen", "number", "part")
_DIGITS = "〇一二三四五六七八九"
_TEN = 10
_NUMBER = re.compile(r"^(\d+)(?:-(\d+))?(.*)$")

_language: list[Callable[[], str]] = []


def install_language(language: Callable[[], str]) -> None:
    """Let words that come from data speak the reader's language; called once by the application."""
    _language[:] = [language]


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text that the data carries in both languages; `str()` chooses the reader's."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.en if _language and _language[0]().startswith("en") else self.zh


@dataclass(frozen=True, slots=True)
class Statute:
    """One law, order or guideline."""

    key: str
    name: Bilingual
    full_name: Bilingual
    issued_by: Bilingual
    number: str
    valid_from: date | None
    valid_to: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article in our own summary; `verified` says that its text was read."""

    ref: str
    statute: Statute
    number: str
    summary: Bilingual
    verified: bool
    rule: str
    source: str

    @property
    def citation(self) -> Bilingual:
        """《慈善法》第二十四条 · Charity Law, art. 24."""
        return Bilingual(
            f"{self.statute.name.zh}{chinese_article(self.number)}",
            f"{self.statute.name.en}, art. {self.number}" if self.number else self.statute.name.en,
        )

    @property
    def place(self) -> Bilingual:
        """Its place within the statute: 第二十四条 · art. 24."""
        if not self.number:
            return Bilingual("全文", "whole text")
        return Bilingual(chinese_article(self.number), f"art. {self.number}")

    @property
    def anchor(self) -> str:
        """The fragment under which the public law page shows it."""
        return re.sub(r"[^a-z0-9]+", "-", self.ref.lower()).strip("-")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number of the law, for one period; `valid_to` is exclusive, None is open.

    Without `valid_from` it is announced but not in force: its day is not known.
    """

    key: str
    value: int
    unit: str
    applies_to: str
    valid_from: date | None
    valid_to: date | None
    article: str
    verified: bool
    title: Bilingual
    rule: str
    note: str
    recorded_on: date

    def holds_on(self, day: date) -> bool:
        """Whether the number is in force on this day."""
        return (
            self.valid_from is not None
            and self.valid_from <= day
            and (self.valid_to is None or day < self.valid_to)
        )


class Limit(int):
    """A number of the law that knows where it stands; counts and compares as a plain integer."""

    parameter: Parameter

    def __new__(cls, parameter: Parameter) -> "Limit":
        """The parameter's value with the parameter behind it."""
        self = super().__new__(cls, parameter.value)
        self.parameter = parameter
        return self

    @property
    def unit(self) -> str:
        """One of `UNITS`; `part` 3 is a third."""
        return self.parameter.unit

    @property
    def article(self) -> str:
        """The article that sets it, such as `M74 art 11`."""
        return self.parameter.article


class UnknownArticle(LookupError):
    """No such article in the statutes."""


@dataclass(frozen=True, slots=True)
class Statutes:
    """Everything the YAML files hold."""

    statutes: dict[str, Statute]
    articles: dict[str, Article]
    parameters: tuple[Parameter, ...]


@cache
def statutes() -> Statutes:
    """All statutes, articles and parameters; a mistake in a file names the file.

    Raises:
        ValueError: a row lacks a field, repeats a key, overlaps in time, or names an unknown article.
    """
    root = resources.files("qianshan").joinpath("statutes")
    laws: dict[str, Statute] = {}
    articles: dict[str, Article] = {}
    for path in sorted(root.joinpath("articles").iterdir(), key=lambda p: p.name):
        if path.name.endswith(".yaml"):
            _read_articles(path.name, yaml.safe_load(path.read_text("utf-8")), laws, articles)
    parameters: list[Parameter] = []
    for path in sorted(root.joinpath("parameters").iterdir(), key=lambda p: p.name):
        if path.name.endswith(".yaml"):
            rows = yaml.safe_load(path.read_text("utf-8"))["parameters"]
            parameters += [_parameter(path.name, row, articles) for row in rows]
    _refuse_overlaps(parameters)
    return Statutes(laws, articles, tuple(parameters))


def article(ref: str) -> Article:
    """The article of a reference such as `CL art 24`.

    Raises:
        UnknownArticle: it stands in no file of statutes/articles.
    """
    try:
        return statutes().articles[ref.strip()]
    except KeyError:
        raise UnknownArticle(
            f"no article {ref!r}: add it to src/qianshan/statutes/articles/{ref.split(maxsplit=1)[0]}.yaml"
        ) from None


def cite(ref: str) -> Bilingual:
    """How people read a reference: 《慈善法》第二十四条."""
    return article(ref).citation


def chinese_article(number: str) -> str:
    """`24` → 第二十四条, `201-203` → 第二百零一条至第二百零三条; empty for a whole text."""
    found = _NUMBER.match(number)
    if not found:
        return number
    first, last, rest = found.groups()
    text = f"第{chinese_number(int(first))}条"
    return text + (f"至第{chinese_number(int(last))}条" if last else "") + rest.strip()


def chinese_number(value: int) -> str:
    """Whole numbers below ten thousand as laws write them: 10 → 十, 103 → 一百零三, 1259 → 一千二百五十九."""
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % _TEN
        if not digit:
            gap = gap or bool(text)
            continue
        text += ("零" if gap else "") + _DIGITS[digit] + name
        gap = False
    return text.removeprefix("一") if _TEN <= value < 2 * _TEN else text


def _both(row: dict[str, Any], name: str) -> Bilingual:
    return Bilingual(row[f"{name}_zh"], row[f"{name}_en"])


def _read_articles(
    file: str, data: dict[str, Any], laws: dict[str, Statute], articles: dict[str, Article]
) -> None:
    try:
        key = data["key"]
        statute = laws[key] = Statute(
            key=key,
            name=_both(data, "name"),
            full_name=_both(data, "full_name"),
            issued_by=_both(data, "issued_by"),
            number=data.get("number", ""),
            valid_from=data.get("valid_from"),
            valid_to=data.get("valid_to"),
            source=data["source"],
        )
        for row in data["articles"]:
            number = str(row["number"])
            ref = row.get("ref") or (f"{key} art {number}" if number else key)
            if ref in articles:
                raise ValueError(f"statutes/articles/{file}: {ref} stands twice")
            articles[ref] = Article(
                ref,
                statute,
                number,
                Bilingual(row["zh"], row["en"]),
                row["verified"],
                row["rule"],
                row["source"],
            )
    except KeyError as missing:
        raise ValueError(f"statutes/articles/{file}: a row lacks {missing}") from None


def _parameter(file: str, row: dict[str, Any], articles: dict[str, Article]) -> Parameter:
    where = f"statutes/parameters/{file}: {row.get('key')}"
    try:
        found = Parameter(
            key=row["key"],
            value=row["value"],
            unit=row["unit"],
            applies_to=row.get("applies_to", ""),
            valid_from=row["valid_from"],
            valid_to=row.get("valid_to"),
            article=row["article"],
            verified=row["verified"],
            title=Bilingual(row["zh"], row["en"]),
            rule=row["rule"],
            note=row.get("note", ""),
            recorded_on=row["recorded_on"],
        )
    except KeyError as missing:
        raise ValueError(f"{where} lacks {missing}") from None
    if found.unit not in UNITS:
        raise ValueError(f"{where} has unit {found.unit!r}: use one of {', '.join(UNITS)}")
    if found.article not in articles:
        raise ValueError(f"{where} names the unknown article {found.article!r}")
    if type(found.value) is not int:
        raise ValueError(f"{where} is {found.value!r}: numbers of the law are whole (bp, fen, days)")
    return found


def _refuse_overlaps(parameters: list[Parameter]) -> None:
    """Two verified numbers of one key may not hold on one day; an unverified one may wait beside them."""
    dated = [p for p in parameters if p.valid_from is not None]
    ordered = sorted(dated, key=lambda p: (p.key, p.applies_to, p.verified, p.valid_from or date.min))
    for before, after in pairwise(ordered):
        same = (before.key, before.applies_to, before.verified) == (
            after.key,
            after.applies_to,
            after.verified,
        )
        if same and before.holds_on(after.valid_from or date.min):
            raise ValueError(f"parameter {after.key} has two values on {after.valid_from}")
