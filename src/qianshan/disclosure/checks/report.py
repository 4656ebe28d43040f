"""Is a report true, complete and in time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from qianshan.disclosure.checks.amounts import claims, contradictions
from qianshan.mechanisms.calendar.kernel import days_between
from qianshan.mechanisms.law.kernel import Finding, Law, Severity, check
from qianshan.mechanisms.money import yuan
from qianshan.mechanisms.words import N_, Words

_NOTE_LEAST = 10

FIGURE_WORDS = {
    "received": N_("received"),
    "refunded": N_("given back"),
    "reserved": N_("set aside"),
    "paid": N_("paid out"),
    "confirmed": N_("confirmed by beneficiaries"),
    "free": N_("not set aside yet"),
    "admin": N_("administration"),
    "fundraising": N_("fundraising cost"),
    "goal": N_("goal of the plan"),
}


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What is checked of a report.

    Attributes:
        on: the day of publication.
        due_on: the day by which it is due.
        texts: each text by the key of its form field, with the name of its section.
        least: how many characters each text has at least.
        totals: the figures of the books by name, in fen.
        accepted: per figure, every amount of the books that a text may give for it.
        version: 1, or higher for a correction.
        note: the correction note.
        pictures: how many pictures it has.
        consent: whether consent of those shown was stated.
    """

    on: date
    due_on: date
    texts: Mapping[str, tuple[Words, str]]
    least: Mapping[str, int]
    totals: Mapping[str, int]
    accepted: Mapping[str, frozenset[int]]
    version: int = 1
    note: str = ""
    pictures: int = 0
    consent: bool = False


@check(
    "disclosure.report.amounts",
    source="M81 art 2; CL art 79",
    severity=Severity.BLOCKS,
    title=N_("Amounts in the text agree with the books"),
)
def amounts(facts: ReportFacts, _law: Law) -> Finding:
    """What the text says was received, paid or left is what the books say."""
    read = 0
    for field, (name, text) in facts.texts.items():
        read += sum(1 for claim in claims(text) if claim.figure)
        wrong = contradictions(text, facts.totals, facts.accepted)
        if wrong:
            first = wrong[0]
            words = Words(
                N_("“%(section)s” says %(said)s for “%(figure)s”; the books say %(books)s yuan. Write the figure of the books, or leave it out: it stands in the table."),
                section=name,
                said=first.claim.text,
                figure=Words(FIGURE_WORDS[first.claim.figure]),
                books=yuan(first.books_fen),
            )  # fmt: skip
            return Finding.fails(words, value=int(first.claim.fen), limit=first.books_fen, field=field)
    return Finding.passes(Words(N_("%(count)s amounts compared with the books."), count=read))


@check(
    "disclosure.report.large_amounts",
    source="M81 art 2",
    severity=Severity.WARNS,
    title=N_("No amount is larger than all that was received"),
)
def large_amounts(facts: ReportFacts, _law: Law) -> Finding:
    """An amount that claims no figure and is larger than everything here needs a second look."""
    most = max(facts.totals.get("received", 0), facts.totals.get("goal", 0))
    for field, (name, text) in facts.texts.items():
        for claim in claims(text):
            if not claim.figure and claim.fen > most:
                words = Words(
                    N_("“%(section)s” names %(said)s, more than was received and planned. Say whose money that is."),
                    section=name,
                    said=claim.text,
                )  # fmt: skip
                return Finding.needs_a_person(words, field=field)
    return Finding.passes()


@check(
    "disclosure.report.complete",
    source="CL art 79; M81 art 2",
    severity=Severity.BLOCKS,
    title=N_("Every part of the report is written"),
)
def complete(facts: ReportFacts, _law: Law) -> Finding:
    """Full and in detail: no part is empty or a bare word."""
    for field, (name, text) in facts.texts.items():
        length = len("".join(text.split()))
        if length < facts.least.get(field, 1):
            words = Words(
                N_("“%(section)s” has %(count)s characters; write at least %(least)s."),
                section=name,
                count=length,
                least=facts.least[field],
            )
            return Finding.fails(words, field=field)
    return Finding.passes()


@check(
    "disclosure.report.in_time",
    source="CL art 79",
    severity=Severity.WARNS,
    title=N_("Published by the day on which it is due"),
)
def in_time(facts: ReportFacts, _law: Law) -> Finding:
    """Late is better than never, and stays marked as late."""
    if facts.version > 1:
        return Finding.not_applicable()
    late = days_between(facts.due_on, facts.on)
    if late > 0:
        words = Words(
            N_("It was due on %(day)s. It can be published, and stays marked as %(days)s days late."),
            day=facts.due_on,
            days=late,
        )
        return Finding.fails(words)
    return Finding.passes(Words(N_("Due on %(day)s."), day=facts.due_on))


@check(
    "disclosure.report.note",
    source="M81 art 16",
    severity=Severity.BLOCKS,
    title=N_("A correction says what was wrong"),
)
def note(facts: ReportFacts, _law: Law) -> Finding:
    """What was published is corrected on its own entry, with a note."""
    if facts.version == 1:
        return Finding.not_applicable()
    length = len("".join(facts.note.split()))
    words = Words(
        N_("Say what was wrong and what is right now, in at least %(least)s characters."), least=_NOTE_LEAST
    )
    return Finding.passes() if length >= _NOTE_LEAST else Finding.fails(words, field="note")


@check(
    "disclosure.report.consent",
    source="CL art 82",
    severity=Severity.BLOCKS,
    title=N_("Those shown in pictures agreed"),
)
def consent(facts: ReportFacts, _law: Law) -> Finding:
    """A picture of a person is published with consent, of a child without the face."""
    if not facts.pictures:
        return Finding.not_applicable()
    words = Words(N_("State that those shown agreed, and that no child can be recognised."))
    return Finding.passes() if facts.consent else Finding.fails(words, field="consent")
