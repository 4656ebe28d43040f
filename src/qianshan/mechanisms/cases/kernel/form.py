"""The form of a procedure as data, and reading what a person typed into it.

A draft keeps what was typed, letter by letter; values are read from it each time. So a
half-filled or mistyped form is never lost, and the same reading serves autosave, review and
submission.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qianshan.mechanisms.cases.kernel import reading
from qianshan.mechanisms.words import N_, Words

Raw = Mapping[str, Sequence[str]]
Values = dict[str, object]
Errors = dict[str, Words]
Known = Mapping[str, "tuple[Choice, ...]"]

MAX_ROWS = 40


class FieldKind(StrEnum):
    """What a field takes; the value it becomes is given in brackets."""

    TEXT = "text"  # str, one line
    LONG = "long"  # str
    DATE = "date"  # ISO day
    MONEY = "money"  # int, fen
    NUMBER = "number"  # int
    CHOICE = "choice"  # key
    CHOICES = "choices"  # list of keys
    YES_NO = "yes_no"  # bool
    NAMES = "names"  # list of keys, typed as names with commas between
    TABLE = "table"  # list of rows by column


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice; `label` and `help` are msgids, or a name of data when `plain`."""

    key: str
    label: str
    help: str = ""
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table field."""

    key: str
    label: str
    kind: FieldKind
    choices: tuple[Choice, ...] = ()
    required: bool = True


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `choices_from` names a list that comes with the applicant (places, projects, platforms).

    `shown_if` is (field, value): the field is asked, and required, only then.
    """

    key: str
    label: str
    kind: FieldKind
    help: str = ""
    required: bool = True
    choices: tuple[Choice, ...] = ()
    choices_from: str = ""
    columns: tuple[Column, ...] = ()
    shown_if: tuple[str, str] | None = None
    max_length: int = 1000
    source: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """A document that is asked for; `needed_if` is (field, value), empty means always."""

    key: str
    title: str
    help: str = ""
    required: bool = True
    needed_if: tuple[str, str] | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the wizard."""

    key: str
    title: str
    fields: tuple[Field, ...] = ()
    slots: tuple[Slot, ...] = ()
    intro: str = ""


def is_asked(condition: tuple[str, str] | None, values: Mapping[str, object]) -> bool:
    """Whether a conditional field or slot applies to these values."""
    if condition is None:
        return True
    key, wanted = condition
    found = values.get(key)
    if isinstance(found, list):
        return wanted in found
    if isinstance(found, bool):
        return ("yes" if found else "no") == wanted
    return str(found or "") == wanted


def parse(steps: Sequence[Step], raw: Raw, known: Known | None = None) -> tuple[Values, Errors]:
    """Read what was typed: values of the fields that are asked and readable, and what is wrong with the rest.

    `known` are the lists that come with the applicant; an answer outside its list is an error. An empty field gives neither value nor error; `missing` tells what is still to be filled in.
    """
    values: Values = {}
    errors: Errors = {}
    for field in (field for step in steps for field in step.fields):
        if not is_asked(field.shown_if, values):
            continue
        if field.kind is FieldKind.TABLE:
            rows, wrong = _table(field, raw)
            errors.update(wrong)
            if rows:
                values[field.key] = rows
            continue
        typed = [text.strip() for text in raw.get(field.key, ()) if text.strip()]
        value, error = _one(field, typed, field.choices or (known or {}).get(field.choices_from, ()))
        if error is not None:
            errors[field.key] = error
        elif value is not None:
            values[field.key] = value
    return values, errors


def missing(steps: Sequence[Step], values: Mapping[str, object]) -> list[Field]:
    """Required fields that are asked and have no value, in the order of the form."""
    return [
        field
        for step in steps
        for field in step.fields
        if field.required and is_asked(field.shown_if, values) and values.get(field.key) in (None, "", [])
    ]


def missing_slots(
    steps: Sequence[Step], values: Mapping[str, object], filled: Mapping[str, object]
) -> list[Slot]:
    """Required documents that apply and are not there."""
    return [
        slot
        for step in steps
        for slot in step.slots
        if slot.required and is_asked(slot.needed_if, values) and not filled.get(slot.key)
    ]


def _one(field: Field, typed: Sequence[str], choices: Sequence[Choice]) -> tuple[object, Words | None]:
    if not typed:
        return None, None
    if field.kind is FieldKind.CHOICES:
        return _chosen(typed, choices)
    if field.kind is FieldKind.CHOICE:
        chosen, error = _chosen(typed[:1], choices)
        return (chosen[0] if chosen else None), error
    if field.kind is FieldKind.NAMES:
        return named(typed, choices)
    text = typed[0]
    if len(text) > field.max_length:
        return None, Words(
            N_("%(length)s characters; at most %(limit)s fit."), length=len(text), limit=field.max_length
        )
    return reading.READERS[field.kind.value](text)


def _chosen(typed: Sequence[str], choices: Sequence[Choice]) -> tuple[list[str], Words | None]:
    known = {choice.key for choice in choices}
    if known and any(key not in known for key in typed):
        return [], Words(N_("Choose one of the answers given."))
    return list(dict.fromkeys(typed)), None


def named(typed: Sequence[str], choices: Sequence[Choice]) -> tuple[list[str], Words | None]:
    """Names with commas between (also 、), each found in the list by name or key."""
    by_name = {choice.label: choice.key for choice in choices} | {
        choice.key: choice.key for choice in choices
    }
    names = [name for text in typed for name in re.split(r"[,，、;；\s]+", text) if name]
    unknown = [name for name in names if name not in by_name]
    if unknown:
        return [], Words(N_("“%(name)s” is not in the list."), name=unknown[0])
    return list(dict.fromkeys(by_name[name] for name in names)), None


def _table(field: Field, raw: Raw) -> tuple[list[dict[str, object]], Errors]:
    columns = [list(raw.get(f"{field.key}.{column.key}", ())) for column in field.columns]
    height = min(max((len(column) for column in columns), default=0), MAX_ROWS)
    rows: list[dict[str, object]] = []
    errors: Errors = {}
    for index in range(height):
        cells = [column[index].strip() if index < len(column) else "" for column in columns]
        typed_here = [
            text for text, column in zip(cells, field.columns, strict=True) if text and not column.choices
        ]
        if not typed_here:
            continue
        row, error = _row(field, cells, len(rows) + 1)
        if error is not None:
            errors.setdefault(field.key, error)
        rows.append(row)
    return ([] if errors else rows), errors


def _row(field: Field, cells: Sequence[str], number: int) -> tuple[dict[str, object], Words | None]:
    row: dict[str, object] = {}
    for text, column in zip(cells, field.columns, strict=True):
        if not text:
            if column.required:
                return row, Words(
                    N_("Row %(number)s: “%(column)s” is empty."), number=number, column=Words(column.label)
                )
            continue
        if column.choices and text not in {choice.key for choice in column.choices}:
            return row, Words(N_("Row %(number)s: choose one of the answers given."), number=number)
        value, error = reading.READERS[column.kind.value](text)
        if error is not None:
            return row, Words(
                N_("Row %(number)s, “%(column)s”: %(error)s"),
                number=number,
                column=Words(column.label),
                error=error,
            )
        row[column.key] = value
    return row, None
