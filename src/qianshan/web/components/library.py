"""The one library into which components register, and the shapes they share."""

from enum import StrEnum

from django import template

register = template.Library()


class Tone(StrEnum):
    """What a state means to its reader. Colour is never alone: each tone has an icon.

    Vermilion (`LATE`) means that a date was missed, never that a rule or a payment failed.
    """

    DONE = "done"
    DUE = "due"
    LATE = "late"
    RUNNING = "running"
    PLAIN = "plain"


TONE_ICONS = {
    Tone.DONE: "check",
    Tone.DUE: "clock",
    Tone.LATE: "alert-triangle",
    Tone.RUNNING: "clock",
    Tone.PLAIN: "calendar",
}
