"""Saving what somebody writes. A draft is no act; publishing it is one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from qianshan.disclosure.models import Draft
from qianshan.disclosure.types import LONGEST, MOST_PICTURES, SECTIONS, Picture
from qianshan.mechanisms.access.api import may
from qianshan.mechanisms.acts.api import Actor, BadInput, Conflict
from qianshan.mechanisms.obligations.api import Duty
from qianshan.mechanisms.words import N_, Words


@dataclass(frozen=True, slots=True)
class Writing:
    """What the form holds."""

    as_of: date
    sections: Mapping[str, str]
    pictures: Sequence[Picture] = ()
    consent: bool = False
    note: str = ""


def save_draft(*, duty: Duty, revision: int, writing: Writing, by: Actor) -> int:
    """Keep what was written; returns the new revision. Nothing is checked but size and right.

    Raises:
        NotAllowed: the actor writes no reports for this charity.
        Conflict: somebody saved in between.
        BadInput: a text is too long, or there are too many pictures.
    """
    may(by, "report.write", duty.owner_id).required()
    _examine(writing)
    keys = {section.key for section in SECTIONS[duty.kind]}
    with transaction.atomic():
        row, _ = Draft.objects.select_for_update().get_or_create(
            duty_key=duty.key, defaults={"organisation_id": duty.owner_id, "saved_at": by.at}
        )
        if row.revision != revision:
            raise Conflict(
                Words(
                    N_(
                        "Somebody saved this report in another window. Load it again; what you wrote is still below."
                    )
                )
            )
        row.revision += 1
        row.as_of = writing.as_of
        row.sections = {
            key: text.replace("\r\n", "\n") for key, text in writing.sections.items() if key in keys
        }
        row.pictures = [{"file_id": one.file_id, "caption": one.caption} for one in writing.pictures]
        row.consent = writing.consent
        row.note = writing.note
        row.saved_at = by.at
        row.person_id = by.person_id
        row.save()
    return row.revision


def _examine(writing: Writing) -> None:
    for key, text in writing.sections.items():
        if len(text) > LONGEST:
            raise BadInput(
                Words(N_("%(length)s characters; at most %(limit)s fit."), length=len(text), limit=LONGEST),
                field=key,
            )
    if len(writing.pictures) > MOST_PICTURES:
        raise BadInput(Words(N_("At most %(limit)s pictures."), limit=MOST_PICTURES), field="picture")
