"""Declaring checks and running a group of them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol, TypeVar

from qianshan.mechanisms.acts.refusals import Refusal
from qianshan.mechanisms.law.kernel.finding import Finding, Outcome, Severity
from qianshan.mechanisms.law.kernel.lawbook import Law, law_on
from qianshan.mechanisms.law.kernel.statutes import Article, UnknownArticle, article
from qianshan.mechanisms.words import N_, Words

_NAME = re.compile(r"^[a-z_]+(\.[a-z_]+){2,}$")
_RANK = {Outcome.FAIL: 0, Outcome.NEEDS_A_PERSON: 1, Outcome.PASS: 2, Outcome.NOT_APPLICABLE: 3}


class Facts(Protocol):
    """What checks look at; `on` is the day whose law holds."""

    @property
    def on(self) -> date:
        """The day of the facts."""


Rule = Callable[[Any, Law], Finding]  # Any: each group has its own frozen facts class
AnyRule = TypeVar("AnyRule", bound=Rule)


@dataclass(frozen=True, slots=True)
class Check:
    """One statutory check: name, articles, what a failure does, and the function."""

    name: str
    sources: tuple[str, ...]
    severity: Severity
    title: str
    rule: Rule

    @property
    def group(self) -> str:
        """The name without its last part."""
        return self.name.rpartition(".")[0]

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles it rests on, the first one leading."""
        return tuple(article(source) for source in self.sources)

    @property
    def title_words(self) -> Words:
        """What the rule asks for."""
        return Words(self.title)

    def run(self, facts: Facts, law: Law) -> Finding:
        """Apply it; a failure that rests on something unverified is softened."""
        watched = law.watched()
        found = self.rule(facts, watched)
        found = replace(
            found,
            check=self.name,
            title=self.title,
            severity=self.severity,
            source=found.source or self.sources[0],
        )
        if watched.rests_on_unverified or not self.articles[0].verified:
            return found.softened()
        return found


CHECKS: dict[str, Check] = {}


def check(name: str, *, source: str, severity: Severity, title: str) -> Callable[[AnyRule], AnyRule]:
    """Register a check. `source` names its articles (`M74 art 11; CL art 24`), `title` is marked by `N_`.

    Raises:
        ValueError: the name has fewer than three parts or is taken.
    """
    if not _NAME.match(name):
        raise ValueError(f"check {name!r}: use slice.group.name in small letters")

    def register(rule: AnyRule) -> AnyRule:
        taken = CHECKS.get(name)
        if taken and taken.rule.__module__ != rule.__module__:
            raise ValueError(f"two checks are named {name}: {taken.rule.__module__} and {rule.__module__}")
        sources = tuple(part.strip() for part in source.split(";"))
        CHECKS[name] = Check(name, sources, severity, title, rule)
        return rule

    return register


def checks_of(group: str) -> tuple[Check, ...]:
    """The checks of a group, in the order of their declaration.

    Raises:
        LookupError: the group has none; a misspelt group must not pass everything.
    """
    found = tuple(one for one in CHECKS.values() if one.group == group)
    if not found:
        raise LookupError(
            f"no checks in group {group!r}: known are {sorted({c.group for c in CHECKS.values()})}"
        )
    return found


class ChecksFailed(Refusal):
    """Blocking checks failed; carries all findings."""

    code = "checks_failed"
    status = 422

    def __init__(self, findings: "Findings") -> None:
        first = findings.blocking[0]
        count = len(findings.blocking)
        words = first.words if count == 1 else Words(N_("%(count)s rules are not met."), count=count)
        super().__init__(words, field=first.field or None, value=first.value, article=first.source)
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Findings:
    """All findings of one run, failures first, then what a person must look at."""

    all: tuple[Finding, ...]

    def __iter__(self) -> Iterator[Finding]:
        return iter(sorted(self.all, key=lambda f: _RANK[f.outcome]))

    def __len__(self) -> int:
        return len(self.all)

    @property
    def blocking(self) -> list[Finding]:
        """Failures that stop the act."""
        return [f for f in self.all if f.blocks]

    @property
    def failed(self) -> list[Finding]:
        """All failures."""
        return [f for f in self.all if f.failed]

    @property
    def needing_a_person(self) -> list[Finding]:
        """What somebody must look at and say."""
        return [f for f in self.all if f.outcome is Outcome.NEEDS_A_PERSON]

    def of(self, name: str) -> Finding:
        """The finding of one check.

        Raises:
            LookupError: that check was not run.
        """
        for found in self.all:
            if found.check == name:
                return found
        raise LookupError(f"no finding of {name}")

    def required(self) -> "Findings":
        """Go on only if nothing blocks.

        Raises:
            ChecksFailed: something does; carries all findings.
        """
        if self.blocking:
            raise ChecksFailed(self)
        return self


def run_checks(group: str, facts: Facts, law: Law | None = None) -> Findings:
    """Run every check of a group over the facts, by default with the law of the facts' day."""
    law = law or law_on(facts.on)
    return Findings(tuple(one.run(facts, law) for one in checks_of(group)))


def missing_articles() -> list[str]:
    """Declarations that name an article nobody has entered; empty when all is well."""
    missing = []
    for one in CHECKS.values():
        for source in one.sources:
            try:
                article(source)
            except UnknownArticle as unknown:
                missing.append(f"check {one.name} ({one.rule.__module__}): {unknown}")
    return missing
