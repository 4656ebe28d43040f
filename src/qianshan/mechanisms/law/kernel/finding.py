"""What a check found: outcome, value, limit, article, sentence and the rows it was read from."""

from dataclasses import dataclass, replace
from enum import StrEnum

from qianshan.mechanisms.law.kernel.statutes import Article, Limit, article
from qianshan.mechanisms.money import yuan
from qianshan.mechanisms.words import N_, Words

Rows = tuple[tuple[str, str], ...]

_PERCENT = 100


class Outcome(StrEnum):
    """How a check can end."""

    PASS = "pass"  # noqa: S105  (an outcome, no password)
    FAIL = "fail"
    NEEDS_A_PERSON = "needs_a_person"
    NOT_APPLICABLE = "not_applicable"


class Severity(StrEnum):
    """What a failure does: stop the act, or stand beside it and ask for a reason."""

    BLOCKS = "blocks"
    WARNS = "warns"


_ONE = {
    "day": N_("1 day"),
    "workday": N_("1 working day"),
    "month": N_("1 month"),
    "year": N_("1 year"),
}

_SHOWN = {
    "day": N_("%(number)s days"),
    "workday": N_("%(number)s working days"),
    "month": N_("%(number)s months"),
    "year": N_("%(number)s years"),
    "bp": "%(number)s%%",
    "fen": N_("%(number)s yuan"),
    "number": "%(number)s",
    "part": "1/%(number)s",
}

OUTCOME_WORDS = {
    Outcome.PASS: N_("Passed"),
    Outcome.FAIL: N_("Failed"),
    Outcome.NEEDS_A_PERSON: N_("Needs a person"),
    Outcome.NOT_APPLICABLE: N_("Not applicable"),
}

_LABEL = "%(text)s"


def quantity(value: int, unit: str) -> Words:
    """A number with its unit as people read it: basis points as per cent, fen as yuan, 3 parts as 1/3."""
    if value == 1 and unit in _ONE:
        return Words(_ONE[unit])
    if unit == "bp":
        return Words(_SHOWN["bp"], number=f"{value // _PERCENT}.{value % _PERCENT:02d}")
    return Words(_SHOWN.get(unit, _LABEL), number=yuan(value) if unit == "fen" else value, text=value)


@dataclass(frozen=True, slots=True)
class Finding:
    """One check's result. `check`, `title`, `severity` and `source` are filled in by the runner.

    Attributes:
        value: what was found, in `unit`.
        limit: what the law asks for, in `unit`.
        source: the article's reference, such as `M74 art 11`.
        words: the sentence for people.
        rows: kind and key of the objects that the value was read from.
        field: the form field that can mend it.
    """

    outcome: Outcome
    words: Words
    value: int | None = None
    limit: int | None = None
    unit: str = ""
    source: str = ""
    rows: Rows = ()
    check: str = ""
    title: str = ""
    severity: Severity = Severity.BLOCKS
    field: str = ""
    unverified: bool = False

    @classmethod
    def at_least(
        cls, *, value: int, limit: int, words: Words | None = None, rows: Rows = (), field: str = ""
    ) -> "Finding":
        """The value must reach the limit; the limit itself is enough."""
        words = words or _said(N_("Found %(value)s, at least %(limit)s."), value, limit)
        outcome = Outcome.PASS if value >= limit else Outcome.FAIL
        return cls(outcome, words, value, limit, _unit(limit), _source(limit), rows, field=field)

    @classmethod
    def at_most(
        cls, *, value: int, limit: int, words: Words | None = None, rows: Rows = (), field: str = ""
    ) -> "Finding":
        """The value must not exceed the limit; the limit itself is allowed."""
        words = words or _said(N_("Found %(value)s, at most %(limit)s."), value, limit)
        outcome = Outcome.PASS if value <= limit else Outcome.FAIL
        return cls(outcome, words, value, limit, _unit(limit), _source(limit), rows, field=field)

    @classmethod
    def holds(cls, condition: object, words: Words, *, rows: Rows = (), field: str = "") -> "Finding":
        """A plain condition; the sentence says what was found, either way."""
        return cls(Outcome.PASS if condition else Outcome.FAIL, words, rows=rows, field=field)

    @classmethod
    def fails(
        cls,
        words: Words,
        *,
        value: int | None = None,
        limit: int | None = None,
        rows: Rows = (),
        field: str = "",
    ) -> "Finding":
        """It does not hold."""
        return cls(Outcome.FAIL, words, value, limit, _unit(limit), _source(limit), rows, field=field)

    @classmethod
    def passes(cls, words: Words | None = None, *, rows: Rows = ()) -> "Finding":
        """It holds."""
        return cls(Outcome.PASS, words or Words(N_("In order.")), rows=rows)

    @classmethod
    def needs_a_person(
        cls,
        words: Words,
        *,
        value: int | None = None,
        limit: int | None = None,
        rows: Rows = (),
        field: str = "",
    ) -> "Finding":
        """A machine cannot tell; somebody looks and says."""
        return cls(
            Outcome.NEEDS_A_PERSON, words, value, limit, _unit(limit), _source(limit), rows, field=field
        )

    @classmethod
    def not_applicable(cls, words: Words | None = None) -> "Finding":
        """The rule does not reach this case."""
        return cls(Outcome.NOT_APPLICABLE, words or Words(N_("Does not apply here.")))

    @property
    def failed(self) -> bool:
        """Whether it fails, whatever that does."""
        return self.outcome is Outcome.FAIL

    @property
    def blocks(self) -> bool:
        """Whether it stops the act."""
        return self.failed and self.severity is Severity.BLOCKS

    @property
    def article(self) -> Article | None:
        """The article it rests on."""
        return article(self.source) if self.source else None

    @property
    def outcome_words(self) -> Words:
        """The outcome as a word for its mark."""
        return Words(OUTCOME_WORDS[self.outcome])

    @property
    def title_words(self) -> Words:
        """What the rule asks for, as a short line."""
        return Words(self.title)

    @property
    def value_words(self) -> Words | None:
        """The value with its unit."""
        return None if self.value is None else quantity(self.value, self.unit)

    @property
    def limit_words(self) -> Words | None:
        """The limit with its unit."""
        return None if self.limit is None else quantity(self.limit, self.unit)

    def softened(self) -> "Finding":
        """The same finding when it rests on something unverified: a failure asks a person."""
        outcome = Outcome.NEEDS_A_PERSON if self.failed else self.outcome
        return replace(self, outcome=outcome, unverified=True)


def _unit(limit: int | None) -> str:
    return limit.unit if isinstance(limit, Limit) else ""


def _source(limit: int | None) -> str:
    return limit.article if isinstance(limit, Limit) else ""


def _said(msgid: str, value: int, limit: int) -> Words:
    unit = _unit(limit)
    return Words(msgid, value=quantity(value, unit), limit=quantity(limit, unit))
