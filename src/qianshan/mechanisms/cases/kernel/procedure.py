"""What a slice declares: a procedure as typed frozen data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from qianshan.mechanisms.acts.actor import Actor
from qianshan.mechanisms.cases.kernel.form import Choice, Field, Step, Values
from qianshan.mechanisms.law.kernel.checks import Facts


class Kind(StrEnum):
    """Filing (备案) or application."""

    FILING = "filing"
    APPLICATION = "application"


class Unit(StrEnum):
    """How a clock counts."""

    DAY = "day"
    WORKDAY = "workday"


@dataclass(frozen=True, slots=True)
class Clock:
    """A statutory period: its parameter in the law (none = the day of the event itself) and its article."""

    key: str
    title: str
    article: str
    parameter: str = ""
    unit: Unit = Unit.DAY


@dataclass(frozen=True, slots=True)
class Stage:
    """One hand of the chain: 承办, 审核, 审批; each by another person."""

    key: str
    title: str
    capability: str


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who applies: the organisation behind the hat, its authority, and lists for the form's choices."""

    organisation_id: int
    uscc: str
    name: str
    authority_id: int
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sent:
    """What the effect of a decision is given: one revision of one case."""

    code: str
    organisation_id: int
    authority_id: int
    values: Values
    documents: Mapping[str, int]
    decision_number: str


class Effect(Protocol):
    """A command of the slice that a good decision carries out, inside the decision's act."""

    def __call__(self, *, sent: Sent, by: Actor) -> str:
        """Do it; returns the public object's key, such as the filing number."""


FactsOf = Callable[[Applicant, Values, Mapping[str, int], date], Facts]


@dataclass(frozen=True, slots=True)
class Procedure:
    """One procedure. Everything that people meet of it is made from this row.

    Attributes:
        start: capability that the applicant's person needs.
        applicant: builds the applicant from an organisation on a day; refuses whoever may not start it.
        facts: what the checks look at, from a form that may be half-filled.
        checks: group of checks in the law.
        title_from: the form field that names the case in lists; empty when the procedure's own title is enough.
        decide: articles on which the decision rests.
        effect: carried out by a good decision.
        word: the character of the document number, such as 备.
        one_at_a_time: a second one of the same organisation waits until the first is closed.
    """

    key: str
    kind: Kind
    title: str
    short: str
    start: str
    applicant: Callable[[int, date], Applicant]
    steps: tuple[Step, ...]
    facts: FactsOf
    checks: str
    chain: tuple[Stage, ...]
    answer: Clock
    correction: Clock
    decision: Clock | None
    extension: Clock | None
    articles: tuple[str, ...]
    remedies: tuple[str, ...]
    effect: Effect
    word: str
    title_from: str = ""
    intro: str = ""
    public: bool = True
    one_at_a_time: bool = False

    @property
    def fields(self) -> tuple[Field, ...]:
        """All questions, in order."""
        return tuple(one for step in self.steps for one in step.fields)

    def step(self, key: str) -> Step | None:
        """A step by its key."""
        return next((step for step in self.steps if step.key == key), None)

    def step_of(self, field_key: str) -> Step | None:
        """The step on which a field or document is asked."""
        return next(
            (
                step
                for step in self.steps
                if any(f.key == field_key for f in step.fields) or any(s.key == field_key for s in step.slots)
            ),
            None,
        )
