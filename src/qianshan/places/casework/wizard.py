"""The steps of the wizard with what is filled in and what is open on each."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qianshan.mechanisms.cases.api import DraftView
from qianshan.mechanisms.cases.kernel import Step
from qianshan.mechanisms.law.kernel import Findings
from qianshan.mechanisms.words import Words


@dataclass(frozen=True, slots=True)
class WizardStep:
    """One step: its page, whether it is done, now or later, and what is open there."""

    name: str
    href: str
    state: str
    note: str
    open: bool


def wizard_steps(
    draft: DraftView,
    wrong: Mapping[str, Words],
    gaps: Mapping[str, Words],
    found: Findings,
    current: str,
    uscc: str,
) -> list[WizardStep]:
    """All steps and the review, in order."""
    steps = []
    open_count = len(gaps) + len(wrong) + len(found.blocking)
    for step in draft.procedure.steps:
        failing = _failing(step, wrong, found)
        touched = any(draft.typed.get(field.key) for field in step.fields) or any(
            slot.key in draft.documents for slot in step.slots
        )
        complete = touched and not failing and not any(_belongs(step, key) for key in gaps)
        note = _("filled in") if complete else _failed(failing) if failing else ""
        state = "now" if step.key == current else "done" if complete else "later"
        href = reverse("applications:step", args=[uscc, draft.code, step.key])
        steps.append(WizardStep(str(Words(step.title)), href, state, note, bool(failing)))
    href = reverse("applications:review", args=[uscc, draft.code])
    note = (
        ngettext("%(count)s open", "%(count)s open", open_count) % {"count": open_count} if open_count else ""
    )
    steps.append(
        WizardStep(
            _("Check and send"), href, "now" if current == "review" else "later", note, bool(open_count)
        )
    )
    return steps


def _failed(count: int) -> str:
    return ngettext("%(count)s not met", "%(count)s not met", count) % {"count": count}


def _belongs(step: Step, key: str) -> bool:
    return any(field.key == key for field in step.fields) or any(slot.key == key for slot in step.slots)


def _failing(step: Step, wrong: Mapping[str, Words], found: Findings) -> int:
    unreadable = sum(1 for key in wrong if _belongs(step, key))
    return unreadable + sum(1 for one in found.blocking if one.field and _belongs(step, one.field))
