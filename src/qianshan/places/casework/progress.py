"""Where a case stands, as steps with who and when, and its running clock."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from qianshan.mechanisms.calendar.clock import SHANGHAI
from qianshan.mechanisms.cases.api import CaseFile, CaseRow, state_words
from qianshan.mechanisms.cases.kernel import Kind, State
from qianshan.mechanisms.law.kernel import cite
from qianshan.mechanisms.words import Words
from qianshan.web.components.procedure import Step


@dataclass(frozen=True, slots=True)
class ClockView:
    """A running clock for the component."""

    due_on: date
    workdays: int
    article: str
    provisional: bool
    for_applicant: bool


def clock_of(row: CaseRow) -> ClockView | None:
    """The running clock of a case; None when none runs."""
    if row.due_on is None or row.workdays is None:
        return None
    article = str(cite(row.clock_article)) if row.clock_article else ""
    return ClockView(row.due_on, row.workdays, article, row.provisional, row.waits_for == "applicant")


def _day(at: datetime | None) -> str:
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d") if at else ""


def progress(file: CaseFile) -> list[Step]:
    """The steps of a case: behind, now, to come; each with its day and, where the law gives one, its last day."""
    if file.procedure.kind is Kind.FILING:
        return _filing(file)
    return _application(file)


def _due(row: CaseRow) -> str:
    return _("by %(day)s") % {"day": row.due_on.isoformat()} if row.due_on else ""


def _ended(file: CaseFile) -> Step:
    return Step(str(state_words(file.row.state)), "done", _day(file.row.closed_at))


def _filing(file: CaseFile) -> list[Step]:
    steps = [Step(_("Sent"), "done", _day(file.row.submitted_at))]
    if file.correction is not None:
        told = State(file.row.state) is State.RETURNED
        steps.append(Step(_("Returned with all defects"), "done", _day(file.correction.told_at)))
        steps.append(
            Step(
                _("Corrected"), "now" if told else "done", _due(file.row) if told else _day(file.last.sent_at)
            )
        )
    if file.is_open:
        now = State(file.row.state) is State.SUBMITTED
        steps.append(
            Step(_("Looked at by the authority"), "now" if now else "later", _due(file.row) if now else "")
        )
        steps.append(Step(_("Filed and published"), "later"))
    else:
        steps.append(_ended(file))
    return steps


def _application(file: CaseFile) -> list[Step]:
    row = file.row
    state = State(row.state)
    steps = [Step(_("Sent"), "done", _day(row.submitted_at))]
    if file.correction is not None and file.accepted_on is None:
        waiting = state is State.RETURNED
        steps.append(
            Step(
                _("Corrected"),
                "now" if waiting else "done",
                _due(row) if waiting else _day(file.last.sent_at),
            )
        )
    if file.accepted_on is not None:
        steps.append(Step(_("Accepted"), "done", file.accepted_on.isoformat()))
    elif file.is_open:
        now = state is State.SUBMITTED
        steps.append(Step(_("Accepted"), "now" if now else "later", _due(row) if now else ""))
    if not file.is_open:
        return [*steps, _ended(file)]
    signed = {one.stage: one for one in file.signatures if one.round == file.round}
    for index, stage in enumerate(file.procedure.chain):
        hand = signed.get(stage.key)
        current = file.accepted_on is not None and index == row.stage and hand is None
        note = _day(hand.at) if hand else _due(row) if current else ""
        steps.append(Step(str(Words(stage.title)), "done" if hand else "now" if current else "later", note))
    return steps
