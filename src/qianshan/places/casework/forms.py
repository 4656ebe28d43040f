"""A step of a declaration as a form: plain fields, read by the cases' kernel, never by the framework."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from qianshan.mechanisms.cases.kernel import Choice, Field, FieldKind, Step
from qianshan.mechanisms.words import Words
from qianshan.places.casework.reading import Choices

MOST_RADIOS = 6
BLANK_ROWS = 3
Typed = Mapping[str, Sequence[str]]


class Loose(forms.MultipleChoiceField):
    """Several answers; which are known is the kernel's business."""

    def valid_value(self, value: object) -> bool:
        """Take any."""
        return True


@dataclass(frozen=True, slots=True)
class Cell:
    """One input of a table row."""

    name: str
    label: str
    value: str
    choices: tuple[tuple[str, str], ...]
    is_number: bool


@dataclass(frozen=True, slots=True)
class TableField:
    """A table question: its heads, its rows of inputs with some blank ones, its error."""

    key: str
    label: str
    help: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    error: str


@dataclass(frozen=True, slots=True)
class Item:
    """One question on the page: a bound field or a table, and when it is asked."""

    key: str
    bound: forms.BoundField | None
    table: TableField | None
    style: str
    shown_for: str


def _options(field: Field, known: Choices) -> list[tuple[str, str]]:
    choices = field.choices or known.get(field.choices_from, ())
    return [(choice.key, choice.label if choice.plain else str(Words(choice.label))) for choice in choices]


def _yes_no() -> list[tuple[str, str]]:
    return [("yes", _("Yes")), ("no", _("No"))]


def _form_field(field: Field, known: Choices) -> forms.Field:
    """The question as a field that takes anything; what it means is read by the kernel."""
    label, help_text = str(Words(field.label)), str(Words(field.help)) if field.help else ""
    if field.kind is FieldKind.CHOICES:
        return Loose(
            required=False,
            label=label,
            help_text=help_text,
            choices=_options(field, known),
            widget=forms.CheckboxSelectMultiple,
        )
    return forms.CharField(required=False, label=label, help_text=help_text, widget=_widget(field, known))


def _widget(field: Field, known: Choices) -> forms.Widget:
    if field.kind is FieldKind.YES_NO:
        return forms.RadioSelect(choices=_yes_no())
    if field.kind is FieldKind.CHOICE:
        options = _options(field, known)
        if len(options) > MOST_RADIOS:
            return forms.Select(choices=[("", _("Choose")), *options])
        return forms.RadioSelect(choices=options)
    return _text_widget(field.kind)


def _text_widget(kind: FieldKind) -> forms.Widget:
    if kind is FieldKind.LONG:
        return forms.Textarea(attrs={"rows": "4"})
    if kind is FieldKind.DATE:
        return forms.TextInput(attrs={"type": "date", "class": "qs-input-short"})
    if kind is FieldKind.MONEY:
        return forms.TextInput(attrs={"inputmode": "decimal", "class": "qs-input-short"})
    if kind is FieldKind.NUMBER:
        return forms.TextInput(attrs={"inputmode": "numeric", "class": "qs-input-short"})
    return forms.TextInput()


def step_form(step: Step, known: Choices, typed: Typed, errors: Mapping[str, str]) -> forms.Form:
    """The step as a bound form over what was typed, with the kernel's errors at their fields."""
    fields = {
        field.key: _form_field(field, known) for field in step.fields if field.kind is not FieldKind.TABLE
    }
    made: type[forms.Form] = type("StepForm", (forms.Form,), {**fields, "use_required_attribute": False})
    form = made(data=MultiValueDict({key: list(texts) for key, texts in typed.items()}))
    form.full_clean()
    for key, text in errors.items():
        if key in form.fields:
            form.add_error(key, text)
    for field in step.fields:
        if field.key in form.fields:
            form.fields[field.key].required = field.required
    return form


def _cells(field: Field, typed: Typed, index: int) -> tuple[Cell, ...]:
    cells = []
    for column in field.columns:
        name = f"{field.key}.{column.key}"
        texts = typed.get(name, ())
        options = tuple((c.key, c.label if c.plain else str(Words(c.label))) for c in column.choices)
        cells.append(
            Cell(
                name,
                str(Words(column.label)),
                texts[index] if index < len(texts) else "",
                options,
                column.kind in (FieldKind.MONEY, FieldKind.NUMBER),
            )
        )
    return tuple(cells)


def table_field(field: Field, typed: Typed, error: str) -> TableField:
    """A table question over what was typed, with blank rows to go on."""
    height = max((len(typed.get(f"{field.key}.{column.key}", ())) for column in field.columns), default=0)
    rows = [_cells(field, typed, index) for index in range(height)]
    filled = [row for row in rows if any(cell.value for cell in row if not cell.choices)]
    blank = [_cells(field, {}, 0) for _ in range(BLANK_ROWS)]
    return TableField(
        field.key,
        str(Words(field.label)),
        str(Words(field.help)) if field.help else "",
        tuple(str(Words(column.label)) for column in field.columns),
        (*filled, *blank),
        error,
    )


def items(step: Step, form: forms.Form, typed: Typed, errors: Mapping[str, str]) -> list[Item]:
    """The questions of a step in their order."""
    found = []
    for field in step.fields:
        shown_for = "=".join(field.shown_if) if field.shown_if else ""
        if field.kind is FieldKind.TABLE:
            table = table_field(field, typed, errors.get(field.key, ""))
            found.append(Item(field.key, None, table, "", shown_for))
            continue
        style = "segments" if field.kind is FieldKind.YES_NO else ""
        found.append(Item(field.key, form[field.key], None, style, shown_for))
    return found


def typed_in(step: Step, sent: MultiValueDict[str, str]) -> dict[str, list[str]]:
    """What was typed on this step; a field that was left empty clears what stood there."""
    names = []
    for field in step.fields:
        if field.kind is FieldKind.TABLE:
            names += [f"{field.key}.{column.key}" for column in field.columns]
        else:
            names.append(field.key)
    return {name: list(sent.getlist(name)) for name in names}


def choice_labels(choices: Sequence[Choice]) -> list[str]:
    """Names of a list, for a hint under a field of names."""
    return [choice.label for choice in choices]
