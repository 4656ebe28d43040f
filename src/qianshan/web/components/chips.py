"""Chips and clocks: the state of a thing and the time that is left."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qianshan.web.components.library import TONE_ICONS, Tone, register


@register.inclusion_tag("components/chip.html")
def chip(text: object, *, tone: str = "plain", icon: str = "") -> dict[str, object]:
    """A state as icon and word."""
    return {"text": text, "tone": Tone(tone), "icon": icon or TONE_ICONS[Tone(tone)]}


@register.inclusion_tag("components/clock.html")
def clock(
    due_on: date, *, days_left: int, workdays: bool = False, article: str = "", provisional: bool = False
) -> dict[str, object]:
    """Time left until a statutory day, its date and its article.

    Args:
        due_on: the last day.
        days_left: days until then, in the unit of the clock; negative when overdue.
        workdays: whether the clock counts working days.
        article: the rule, as people cite it.
        provisional: counted beyond the published list of days off.
    """
    tone = "late" if days_left < 0 else "today" if days_left == 0 else ""
    return {
        "due_on": due_on,
        "tone": tone,
        "article": article,
        "provisional": provisional,
        "left": time_left(days_left, workdays=workdays),
    }


def time_left(days_left: int, *, workdays: bool) -> str:
    """The remaining time in words: `5 working days`, `today`, `4 days overdue`."""
    if days_left == 0:
        return _("Today")
    count = abs(days_left)
    if days_left < 0 and workdays:
        words = ngettext("%(days)s working day overdue", "%(days)s working days overdue", count)
    elif days_left < 0:
        words = ngettext("%(days)s day overdue", "%(days)s days overdue", count)
    elif workdays:
        words = ngettext("%(days)s working day", "%(days)s working days", count)
    else:
        words = ngettext("%(days)s day", "%(days)s days", count)
    return words % {"days": count}
