"""After commit: donors of a project are told that a report is missing."""

from procrastinate.contrib.django import app

from qianshan.disclosure.queries import donors_to_tell
from qianshan.disclosure.telling import MISSING
from qianshan.mechanisms.calendar.clock import now
from qianshan.mechanisms.notices.api import Message, PersonRef, tell_many

_LONGEST_NAME = 20


@app.task(name="disclosure.tell_donors", queue="notices")
def tell_donors(project: str, about: str, due_on: str, duty: str) -> int:
    """Tell each donor once for this duty; returns how many were told. Safe to repeat."""
    name = about if len(about) <= _LONGEST_NAME else about[: _LONGEST_NAME - 1] + "…"
    values = {"project": name, "day": due_on}
    told = 0
    for some in donors_to_tell(project):
        messages = [Message(PersonRef(donor), values, f"{duty}:{donor}") for donor in some]
        told += tell_many(MISSING, messages, at=now())
    return told
