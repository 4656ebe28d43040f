"""Fields and their errors: label above, help below, the same sentence at the field and in the summary."""

from django.forms import BaseForm, BoundField, CheckboxInput, FileInput, RadioSelect, Select, Textarea
from django.utils.safestring import SafeString

from qianshan.web.components.library import register

DJANGO_ROWS = "10"
STYLES = ("", "segments", "amounts", "choices")


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, *, style: str = "", label: str = "", help_text: str = "") -> dict[str, object]:
    """One field: `style` is `segments` for two or three short answers, `amounts` for sums, else plain.

    Raises:
        ValueError: an unknown style.
    """
    if style not in STYLES:
        raise ValueError(f"field style “{style}”, expected one of {STYLES}")
    widget = bound.field.widget
    kind = _kind(widget)
    return {
        "bound": bound,
        "style": style or "choices",
        "kind": kind,
        "label": label or bound.label,
        "help_text": help_text or bound.help_text,
        "errors": bound.errors,
        "control": _control(bound, kind) if kind != "radios" else "",
        "options": list(bound) if kind == "radios" else [],
        "multiple_choice": kind == "radios" and not isinstance(widget, RadioSelect),
    }


def _kind(widget: object) -> str:
    if isinstance(widget, CheckboxInput):
        return "checkbox"
    if isinstance(widget, RadioSelect):
        return "radios"
    return "file" if isinstance(widget, FileInput) else "select" if isinstance(widget, Select) else "input"


def _control(bound: BoundField, kind: str) -> SafeString:
    attrs: dict[str, str | bool] = {}
    if kind != "checkbox":
        attrs["class"] = f"qs-input {bound.field.widget.attrs.get('class', '')}".strip()
    if isinstance(bound.field.widget, Textarea) and str(bound.field.widget.attrs.get("rows")) == DJANGO_ROWS:
        attrs["rows"] = "4"
    described = [
        name
        for name, there in (
            (f"{bound.auto_id}-help", bool(bound.help_text)),
            (f"{bound.auto_id}-error", bool(bound.errors)),
        )
        if there
    ]
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return bound.as_widget(attrs=attrs)


@register.inclusion_tag("components/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, object]:
    """The summary on top of a form: each error links to its field."""
    lines = [
        {"href": f"#{form[name].auto_id}", "words": words}
        for name in form.fields
        for words in form[name].errors
    ]
    lines += [{"href": "", "words": words} for words in form.non_field_errors()]
    return {"lines": lines, "count": len(lines)}
