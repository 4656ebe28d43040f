"""Declaring what becomes due from what."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.law.kernel import Law, law_on
from qianshan.mechanisms.obligations.kernel import Duty
from qianshan.mechanisms.words import N_, Words

_UNKNOWN = N_("Duty %(kind)s")
_SHOW = N_("Show")


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose duties are asked for; both None means everybody's."""

    owner_id: int | None = None
    group: str | None = None


Sources = Callable[[Scope], Iterable[Any]]  # Any: each generator has its own frozen facts class
Derive = Callable[[Any, Law], Sequence[Duty]]
Missed = Callable[[Sequence[Duty], Actor], None]


@dataclass(frozen=True, slots=True)
class Generator:
    """What becomes due from a kind of object.

    Attributes:
        name: registered name, such as `disclosure.activity`.
        subject_kind: kind of the objects it looks at.
        article: the article that it carries out.
        sources: reads the facts of the objects in scope.
        titles: for each kind of duty the msgid of its title, which may use `%(number)s`.
        verb: msgid of the button.
        derive: pure: facts and law in, duties out.
        when_missed: called in the command that records missing duties, to tell people.
    """

    name: str
    subject_kind: str
    article: str
    titles: Mapping[str, str]
    verb: str
    sources: Sources
    derive: Derive
    when_missed: Missed | None = None


GENERATORS: dict[str, Generator] = {}
KINDS: dict[str, Generator] = {}


def register(generator: Generator) -> Generator:
    """Make a generator known.

    Raises:
        ValueError: the name, or a kind of duty, is taken by another.
    """
    for kind in generator.titles:
        if KINDS.setdefault(kind, generator).name != generator.name:
            raise ValueError(f"duties of kind {kind} come from {KINDS[kind].name} and {generator.name}")
    if GENERATORS.setdefault(generator.name, generator).derive.__module__ != generator.derive.__module__:
        raise ValueError(f"two generators are named {generator.name}")
    return generator


def title_of(kind: str, number: int) -> Words:
    """What a duty of this kind is called."""
    generator = KINDS.get(kind)
    return Words(generator.titles[kind], number=number) if generator else Words(_UNKNOWN, kind=kind)


def verb_of(kind: str) -> Words:
    """What to do about it, on the button."""
    generator = KINDS.get(kind)
    return Words(generator.verb if generator else _SHOW)


def derive(today: date, scope: Scope) -> list[tuple[Generator, Duty]]:
    """All duties in scope, by due day, derived with the law of today."""
    law = law_on(today)
    found = [
        (generator, duty)
        for generator in GENERATORS.values()
        for facts in generator.sources(scope)
        for duty in generator.derive(facts, law)
    ]
    return sorted(found, key=lambda pair: (pair[1].due.on, pair[1].key))
