"""Publishing a report and its corrections."""

import hashlib
import json
from dataclasses import asdict
from datetime import date
from typing import Any

from qianshan.disclosure.facts import (
    Written,
    earliest_day,
    figures_of,
    latest_day,
    plan_of,
    project_of,
    report_facts,
)
from qianshan.disclosure.models import Draft, Report, Version
from qianshan.disclosure.types import Figures
from qianshan.mechanisms.access.api import may
from qianshan.mechanisms.acts.api import Actor, BadInput, Conflict, NotFound, command, subject
from qianshan.mechanisms.codes import new_code
from qianshan.mechanisms.law.kernel import run_checks
from qianshan.mechanisms.obligations.api import Duty, fulfil, standings
from qianshan.mechanisms.translog.api import add_leaves
from qianshan.mechanisms.words import N_, Words


@command("disclosure.report.publish")
def publish_report(*, duty_key: str, organisation_id: int, revision: int, by: Actor) -> str:
    """Publish the draft of a duty as it was saved; returns the report's code.

    The figures are taken from the ledger now, as of the draft's day, and stand for ever. The first
    publication fulfils the duty, late or not; a later one is a correction with its note. Locks the
    draft: of two who press at once, one publishes.

    Raises:
        NotFound: no such duty of this organisation, or nothing was written.
        NotAllowed: the actor may not publish for this charity.
        Conflict: somebody saved the draft in between.
        BadInput: the day lies outside the period, or is not over.
        ChecksFailed: an amount contradicts the books, a part or the note is missing; carries all findings.
        NotOpenYet: the period has not begun.

    Source: CL art 79; M81 arts 2, 16.
    """
    duty = owed_duty(duty_key, organisation_id, on=by.date)
    may(by, "report.publish", organisation_id).required()
    draft = _locked(duty, revision)
    as_of = _checked_day(duty, draft.as_of, by.date)
    report = Report.objects.filter(duty_key=duty.key).first()
    number = report.versions.count() + 1 if report else 1
    figures = figures_of(duty, as_of)
    written = Written(draft.sections, number, draft.note, len(draft.pictures), draft.consent)
    facts = report_facts(duty, figures, written, on=by.date)
    run_checks("disclosure.report", facts).required()
    if report is None:
        report = _entry(duty, by)
        fulfil(duty=duty, by_kind="disclosure.report", by_key=report.code, by=by)
    version = _version(report, number, figures, draft, by)
    subject("disclosure.report", report.code)
    add_leaves("report.published", [(report.code, _leaf(report, version))])
    draft.delete()
    return report.code


def owed_duty(duty_key: str, organisation_id: int, *, on: date) -> Duty:
    """The duty of this key, if this organisation owes it.

    Raises:
        NotFound: it does not; others' duties answer the same.
    """
    for standing in standings(on, owner_id=organisation_id):
        if standing.duty.key == duty_key:
            return standing.duty
    raise NotFound(Words(N_("There is no such report to be published.")), field="duty_key", value=duty_key)


def _locked(duty: Duty, revision: int) -> Draft:
    draft = Draft.objects.select_for_update().filter(duty_key=duty.key).first()
    if draft is None:
        raise NotFound(Words(N_("Nothing is written yet, or it was published just now.")))
    if draft.revision != revision:
        raise Conflict(Words(N_("The report was changed after you read it. Read it again, then publish.")))
    return draft


def _checked_day(duty: Duty, as_of: date | None, today: date) -> date:
    first, last = earliest_day(duty), latest_day(duty, today)
    if as_of is None or not first <= as_of <= last:
        raise BadInput(
            Words(
                N_("The figures are of a day from %(first)s to %(last)s. Today is not over, so its figures still move."),
                first=first,
                last=last,
            ),
            field="as_of",
            value=as_of,
            article=duty.article,
        )  # fmt: skip
    return as_of


def _entry(duty: Duty, by: Actor) -> Report:
    project, plan = project_of(duty), plan_of(duty)
    return Report.objects.create(
        code=new_code("BG"),
        duty_key=duty.key,
        kind=duty.kind,
        number=duty.number,
        organisation_id=duty.owner_id,
        charity_id=project.charity_id,
        project_id=project.id,
        plan_id=plan.id if plan else None,
        article=duty.article,
        period_first=duty.period.first,
        period_last=duty.period.last,
        due_on=duty.due.on,
        published_on=by.date,
    )


def _version(report: Report, number: int, figures: Figures, draft: Draft, by: Actor) -> Version:
    version = Version(
        report=report,
        number=number,
        as_of=figures.as_of,
        figures=as_json(figures),
        sections=draft.sections,
        pictures=draft.pictures,
        note=draft.note if number > 1 else "",
        published_at=by.at,
        published_on=by.date,
        person_id=by.person_id,
    )
    version.sha256 = hashlib.sha256(canonical(content_of(report, version))).hexdigest()
    version.save()
    return version


def as_json(figures: Figures) -> dict[str, Any]:
    """Figures as they are stored and shown: days as text, fen as whole numbers."""
    return asdict(figures) | {"as_of": figures.as_of.isoformat(), "since": figures.since.isoformat()}


def content_of(report: Report, version: Version) -> dict[str, Any]:
    """What a version says, as everybody can read it and hash it again."""
    return {
        "report": report.code,
        "version": version.number,
        "kind": report.kind,
        "number": report.number,
        "period_first": report.period_first.isoformat(),
        "period_last": report.period_last.isoformat(),
        "due_on": report.due_on.isoformat(),
        "published_on": version.published_on.isoformat(),
        "figures": version.figures,
        "sections": version.sections,
        "pictures": [one["caption"] for one in version.pictures],
        "note": version.note,
    }


def canonical(content: dict[str, Any]) -> bytes:
    """The bytes that are hashed: JSON with sorted keys, no spaces, UTF-8."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _leaf(report: Report, version: Version) -> dict[str, object]:
    return {
        "report": report.code,
        "version": version.number,
        "duty": report.duty_key,
        "due_on": report.due_on.isoformat(),
        "published_on": version.published_on.isoformat(),
        "sha256": version.sha256,
    }
