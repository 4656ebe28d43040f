"""Drafts: what an applicant is still writing. No act stands for a keystroke; what is sent is an act.

A draft keeps what was typed, letter by letter. Saving names the revision that the page was made
from: when another tab or colleague saved meanwhile, nothing is overwritten.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import F, Q

from qianshan.mechanisms.access.api import may
from qianshan.mechanisms.acts.api import Actor, Conflict, NotFound, WrongState
from qianshan.mechanisms.calendar.clock import date_of
from qianshan.mechanisms.cases.kernel import Procedure, State
from qianshan.mechanisms.cases.models import Case, Draft
from qianshan.mechanisms.cases.registry import procedure
from qianshan.mechanisms.codes.kernel.public import new_code
from qianshan.mechanisms.sealed.api import seal_for_system, unseal_for_system
from qianshan.mechanisms.words import N_, Words

KEPT_DAYS = 90
MAX_TEXT = 20_000
_PURPOSE = "cases.draft"
Typed = dict[str, list[str]]


class DraftChanged(Conflict):
    """Another tab or colleague saved the draft in between."""

    code = "draft_changed"


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft, opened."""

    code: str
    procedure: Procedure
    organisation_id: int
    case_code: str
    revision: int
    saved_at: datetime
    typed: Typed = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)

    @property
    def title_words(self) -> Words:
        """The procedure's title."""
        return Words(self.procedure.title)

    @property
    def kept_until(self) -> date:
        """The day after which an untouched draft is removed."""
        return date_of(self.saved_at) + timedelta(days=KEPT_DAYS)


def _close(typed: Mapping[str, Sequence[str]], documents: Mapping[str, int]) -> bytes:
    content = {
        "typed": {key: [text[:MAX_TEXT] for text in texts] for key, texts in typed.items()},
        "documents": dict(documents),
    }
    return seal_for_system(_PURPOSE, json.dumps(content, ensure_ascii=False))


def _view(row: Draft) -> DraftView:
    content = json.loads(unseal_for_system(_PURPOSE, bytes(row.content)))
    return DraftView(
        code=row.code,
        procedure=procedure(row.procedure),
        organisation_id=row.organisation_id,
        case_code=row.case_code,
        revision=row.revision,
        saved_at=row.saved_at,
        typed=content["typed"],
        documents=content["documents"],
    )


def none_open(declared: Procedure, organisation_id: int) -> None:
    """Let a procedure that runs once at a time begin only while none is with the authority.

    Raises:
        WrongState: names the one that is.
    """
    if not declared.one_at_a_time:
        return
    open_case = Case.objects.filter(
        organisation_id=organisation_id, procedure=declared.key, closed_at=None
    ).first()
    if open_case is not None:
        raise WrongState(Words(N_("One is with the authority already: %(code)s."), code=open_case.code))


def start_draft(*, procedure_key: str, typed: Typed, by: Actor) -> DraftView:
    """Begin a form for the organisation whose hat the actor wears.

    Raises:
        NotAllowed: the actor may not start this procedure here, or the organisation may not.
        WrongState: it runs once at a time, and one is open.
    """
    declared = procedure(procedure_key)
    organisation_id = by.as_org_id or 0
    may(by, declared.start, organisation_id).required()
    declared.applicant(organisation_id, by.date)
    none_open(declared, organisation_id)
    row = Draft.objects.create(
        code=new_code("DR"),
        procedure=declared.key,
        organisation_id=organisation_id,
        content=_close(typed, {}),
        started_by_id=by.person_id or 0,
        started_at=by.at,
        saved_at=by.at,
    )
    return _view(row)


def correct(*, case_code: str, by: Actor) -> DraftView:
    """Open the draft that corrects a returned case: what was sent last, ready to be changed.

    Raises:
        NotFound: no such case of this organisation.
        WrongState: the case was not returned.
    """
    case = Case.objects.filter(code=case_code, organisation_id=by.as_org_id or 0).first()
    if case is None:
        raise NotFound(Words(N_("There is no such case: %(code)s."), code=case_code))
    declared = procedure(case.procedure)
    may(by, declared.start, case.organisation_id).required()
    if case.state != State.RETURNED:
        raise WrongState(Words(N_("This case was not returned for correction.")))
    existing = Draft.objects.filter(case_code=case.code).first()
    if existing is not None:
        return _view(existing)
    last = case.revisions.order_by("-number")[0]
    row = Draft.objects.create(
        code=new_code("DR"),
        procedure=case.procedure,
        organisation_id=case.organisation_id,
        case_code=case.code,
        title=case.title,
        content=_close(as_typed(declared, last.values), last.documents),
        started_by_id=by.person_id or 0,
        started_at=by.at,
        saved_at=by.at,
    )
    return _view(row)


def as_typed(declared: Procedure, values: Mapping[str, object]) -> Typed:
    """Values written back as somebody would type them."""
    typed: Typed = {}
    for one in declared.fields:
        value = values.get(one.key)
        if value is None:
            continue
        if one.kind == "table" and isinstance(value, list):
            for column in one.columns:
                typed[f"{one.key}.{column.key}"] = [_text(column.kind, row.get(column.key)) for row in value]
        elif isinstance(value, list):
            typed[one.key] = [str(item) for item in value]
        else:
            typed[one.key] = [_text(one.kind, value)]
    return typed


def _text(kind: str, value: object) -> str:
    if value is None:
        return ""
    if kind == "money" and isinstance(value, int):
        return f"{value // 100}.{value % 100:02d}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _mine(code: str, by: Actor) -> Draft:
    row = Draft.objects.filter(code=code, organisation_id=by.as_org_id or 0).first()
    if row is None:
        raise NotFound(Words(N_("There is no such draft: %(code)s."), code=code))
    return row


def draft(code: str, *, by: Actor) -> DraftView:
    """A draft of the organisation whose hat the actor wears.

    Raises:
        NotFound: another organisation's, or none.
    """
    row = _mine(code, by)
    may(by, procedure(row.procedure).start, row.organisation_id).required()
    return _view(row)


def drafts(organisation_id: int) -> list[DraftView]:
    """The organisation's drafts, the last touched first."""
    return [
        _view(row)
        for row in Draft.objects.filter(organisation_id=organisation_id).order_by("-saved_at", "-pk")[:50]
    ]


@dataclass(frozen=True, slots=True)
class OpenPage:
    """The open page that saves: its random token, and whether it is left by this save.

    A page saves while somebody types, and once more by its button; the button may overtake or
    follow the last saving on the wire. So a page may save over its own last save whatever the
    revision says; no other page can have saved in between, or that save had been refused.
    """

    token: str = ""
    left: bool = True


_BY_REVISION = OpenPage()


def save_draft(
    *,
    code: str,
    revision: int,
    typed: Typed,
    documents: Mapping[str, int],
    by: Actor,
    page: OpenPage = _BY_REVISION,
) -> int:
    """Save what was typed on one or more steps over what stood there; returns the new revision.

    Raises:
        NotFound: no such draft of this organisation.
        DraftChanged: it was saved from elsewhere since `revision`.
    """
    opened = draft(code, by=by)
    merged = {**opened.typed, **typed}
    papers = {**opened.documents, **documents}
    title = (merged.get(opened.procedure.title_from) or [""])[0][:120]
    mine = Q(revision=revision) | (Q(saved_from=page.token) if page.token else Q(pk__in=[]))
    saved = Draft.objects.filter(mine, code=code).update(
        content=_close(merged, {slot: key for slot, key in papers.items() if key}),
        title=title,
        saved_at=by.at,
        saved_from="" if page.left else page.token,
        revision=F("revision") + 1,
    )
    if not saved:
        raise DraftChanged(
            Words(N_("This draft was saved from another page meanwhile. Load it again to go on from there."))
        )
    return Draft.objects.values_list("revision", flat=True).get(code=code)


def discard_draft(*, code: str, by: Actor) -> None:
    """Throw a draft away.

    Raises:
        NotFound: no such draft of this organisation.
    """
    draft(code, by=by)
    Draft.objects.filter(code=code).delete()


def remove_old_drafts(now: datetime) -> int:
    """Remove drafts untouched for 90 days; returns how many."""
    return Draft.objects.filter(saved_at__lt=now - timedelta(days=KEPT_DAYS)).delete()[0]
