"""Facts in pairs, empty states, notes, and where one gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from qianshan.web.components.library import Tone, register

FACT_STYLES = ("pairs", "lines", "tiles")
NOTE_ICONS = {
    Tone.DONE: "shield-check",
    Tone.DUE: "alert-circle",
    Tone.LATE: "alert-triangle",
    Tone.RUNNING: "info-circle",
    Tone.PLAIN: "info-circle",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: label, value, an optional second line, link and state."""

    label: str
    value: object
    note: str = ""
    href: str = ""
    tone: str = ""
    code: bool = False


@dataclass(frozen=True, slots=True)
class GivingPlace:
    """One place where one gives to a plan.

    Attributes:
        checked_at: when filing number, period and payee were compared; None when never.
        fresh: compared today; else the check is shown in grey with its reason in `note`.
        official: the charity's own site, hosted here.
    """

    name: str
    short_name: str
    kind: str
    href: str
    checked_at: datetime | None
    fresh: bool
    note: str = ""
    official: bool = False


@register.inclusion_tag("components/fact_list.html")
def fact_list(facts: Sequence[Fact], *, style: str = "pairs") -> dict[str, object]:
    """Facts as pairs, as lines with the value at the right, or as tiles.

    Raises:
        ValueError: an unknown style.
    """
    if style not in FACT_STYLES:
        raise ValueError(f"fact_list style “{style}”, expected one of {FACT_STYLES}")
    return {"facts": facts, "style": style}


@register.inclusion_tag("components/empty_state.html")
def empty_state(
    title: str, *, text: str = "", href: str = "", action: str = "", icon: str = "circle-check"
) -> dict[str, object]:
    """What stands where a list is empty: why, and what to do next."""
    return {"title": title, "text": text, "href": href, "action": action, "icon": icon}


@register.simple_block_tag(end_name="endnote")
def note(content: str, *, tone: str = "plain", icon: str = "") -> SafeString:
    """A remark on its own ground: `{% note tone="due" %}…{% endnote %}`."""
    look = Tone(tone)
    return render_to_string(
        "components/note.html",
        {"content": mark_safe(content), "tone": look, "icon": icon or NOTE_ICONS[look]},  # noqa: S308  (rendered by this template)
    )


@register.inclusion_tag("components/where_to_give.html")
def where_to_give(places: Sequence[GivingPlace]) -> dict[str, object]:
    """The official site and the designated platforms in the one published order."""
    return {"places": places}
