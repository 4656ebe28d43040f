"""Answers, rules and clocks of a case as pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from qianshan.mechanisms.acts.api import NotAllowed
from qianshan.mechanisms.cases.kernel import Applicant, Choice, Field, FieldKind, Procedure, Values
from qianshan.mechanisms.cases.kernel.form import is_asked
from qianshan.mechanisms.documents.api import FileInfo, files_info
from qianshan.mechanisms.law.kernel import Finding, Findings, Outcome, cite
from qianshan.mechanisms.money import Fen, yuan
from qianshan.mechanisms.words import Words
from qianshan.web.components.procedure import RuleRow, RuleState

Choices = Mapping[str, tuple[Choice, ...]]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table answer: its cells in order."""

    cells: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its question, its text or rows, whether it changed since the last sending, or is missing."""

    key: str
    label: str
    text: str = ""
    heads: tuple[tuple[str, bool], ...] = ()
    rows: tuple[Row, ...] = ()
    total: str = ""
    changed: bool = False
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A document slot with its file, if there is one."""

    key: str
    title: str
    file: FileInfo | None
    required: bool
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """The answers and papers of one step."""

    key: str
    title: str
    answers: tuple[Answer, ...]
    papers: tuple[Paper, ...]


def known_choices(declared: Procedure, organisation_id: int, on: date) -> Choices:
    """The lists that come with an applicant; none when he could not start the procedure today."""
    try:
        return declared.applicant(organisation_id, on).choices
    except NotAllowed:
        return {}


def _label(choices: tuple[Choice, ...], key: object) -> str:
    for choice in choices:
        if choice.key == key:
            return choice.label if choice.plain else str(Words(choice.label))
    return str(key)


def _choices(field: Field, known: Choices) -> tuple[Choice, ...]:
    return field.choices or known.get(field.choices_from, ())


def _comma() -> str:
    return _(", ")


def show(field: Field, value: object, known: Choices) -> str:
    """One value as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if field.kind is FieldKind.MONEY and isinstance(value, int):
        return _("%(yuan)s yuan") % {"yuan": yuan(Fen(value))}
    if isinstance(value, list):
        return _comma().join(_label(_choices(field, known), item) for item in value)
    if field.kind is FieldKind.CHOICE:
        return _label(_choices(field, known), value)
    return str(value)


def _table(field: Field, value: object) -> tuple[tuple[Row, ...], str]:
    rows, total, summed = [], 0, False
    for line in value if isinstance(value, list) else []:
        cells = []
        for column in field.columns:
            cell = line.get(column.key)
            is_money = column.kind is FieldKind.MONEY
            if is_money and isinstance(cell, int):
                total, summed = total + cell, True
                cell = yuan(Fen(cell))
            elif column.choices:
                cell = _label(column.choices, cell) if cell else ""
            cells.append((str(cell or ""), is_money))
        rows.append(Row(tuple(cells)))
    return tuple(rows), yuan(Fen(total)) if summed else ""


def sections(
    declared: Procedure,
    values: Values,
    documents: Mapping[str, int],
    known: Choices,
    changed: frozenset[str] = frozenset(),
) -> list[Section]:
    """The whole form with its answers and papers, step by step."""
    files = {info.id: info for info in files_info([key for key in documents.values() if key])}
    found = []
    for step in declared.steps:
        answers = [
            _answer(field, values, known, changed)
            for field in step.fields
            if is_asked(field.shown_if, values)
        ]
        papers = [
            Paper(
                slot.key,
                str(Words(slot.title)),
                files.get(documents.get(slot.key) or 0),
                slot.required and is_asked(slot.needed_if, values),
                slot.key in changed,
            )
            for slot in step.slots
            if is_asked(slot.needed_if, values)
        ]
        found.append(Section(step.key, str(Words(step.title)), tuple(answers), tuple(papers)))
    return found


def _answer(field: Field, values: Values, known: Choices, changed: frozenset[str]) -> Answer:
    value = values.get(field.key)
    label, is_missing = str(Words(field.label)), field.required and value in (None, "", [])
    if field.kind is FieldKind.TABLE:
        rows, total = _table(field, value)
        heads = tuple((str(Words(c.label)), c.kind is FieldKind.MONEY) for c in field.columns)
        return Answer(
            field.key, label, "", heads, rows, total, changed=field.key in changed, missing=is_missing
        )
    return Answer(
        field.key, label, show(field, value, known), changed=field.key in changed, missing=is_missing
    )


def rule_row(found: Finding) -> RuleRow:
    """A finding as a row of the rule panel."""
    return RuleRow(
        name=str(found.title_words),
        state=RuleState(found.outcome.value),
        detail=str(found.words),
        article=str(cite(found.source)) if found.source else "",
    )


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the strip under a failed date."""

    on: date
    number: int
    state: str


@dataclass(frozen=True, slots=True)
class Strip:
    """A failed period before a day: the days counted, and the earliest good one with one click."""

    row: RuleRow
    field: str
    value: int
    limit: int
    days: tuple[Day, ...]
    earliest: date


@dataclass(frozen=True, slots=True)
class Panel:
    """The rule panel: counts, rows, and strips of days for dates that are too early."""

    failed: int
    person: int
    passed: int
    waiting: int
    strips: tuple[Strip, ...]
    rows: tuple[RuleRow, ...]


def panel(declared: Procedure, found: Findings, on: date) -> Panel:
    """The findings as a panel; what does not apply yet is only counted."""
    dates = {field.key for field in declared.fields if field.kind is FieldKind.DATE}
    strips = tuple(
        _strip(one, on) for one in found if one.failed and one.field in dates and _counts_ahead(one)
    )
    stripped = {strip.row.name for strip in strips}
    count = {outcome: sum(1 for one in found.all if one.outcome is outcome) for outcome in Outcome}
    rows = [rule_row(one) for one in found if one.outcome is not Outcome.NOT_APPLICABLE]
    return Panel(
        failed=count[Outcome.FAIL],
        person=count[Outcome.NEEDS_A_PERSON],
        passed=count[Outcome.PASS],
        waiting=count[Outcome.NOT_APPLICABLE],
        strips=strips,
        rows=tuple(row for row in rows if row.name not in stripped),
    )


def _counts_ahead(found: Finding) -> bool:
    """Whether it fails because a day lies too close ahead: found fewer days than the limit."""
    known = found.value is not None and found.limit is not None and found.unit == "day"
    return known and 0 <= (found.value or 0) < (found.limit or 0)


def _strip(found: Finding, on: date) -> Strip:
    value, limit = found.value or 0, int(found.limit or 0)
    days = tuple(
        Day(
            on + timedelta(days=number),
            number,
            "today" if number == 0 else "good" if number == limit else "chosen" if number == value else "",
        )
        for number in range(limit + 1)
    )
    return Strip(rule_row(found), found.field, value, limit, days, on + timedelta(days=limit))


def applicant_of(declared: Procedure, organisation_id: int, on: date) -> Applicant | None:
    """The applicant as the declaration builds him; None when he could not start it today."""
    try:
        return declared.applicant(organisation_id, on)
    except NotAllowed:
        return None
