"""What every decision of an authority begins and ends with: lock, compare the version, go on, count up."""

from qianshan.mechanisms.access.api import may, staff_names
from qianshan.mechanisms.acts.api import Actor, NotFound, WrongState, acts_on, subject
from qianshan.mechanisms.calendar.clock import SHANGHAI
from qianshan.mechanisms.cases.kernel import Procedure, State, Verb, after
from qianshan.mechanisms.cases.models import Case, Revision
from qianshan.mechanisms.cases.refusals import CaseChanged, NotTheHolder
from qianshan.mechanisms.cases.registry import procedure
from qianshan.mechanisms.cases.vocabulary import act_words, state_words
from qianshan.mechanisms.words import N_, Words

SUBJECT = "cases.case"


def locked(code: str, **owner: int) -> Case:
    """The case, locked until the end of the act; `authority_id` or `organisation_id` says whose it must be.

    Raises:
        NotFound: no such case, or not theirs.
    """
    row = (
        Case.objects.select_for_update(no_key=True, of=("self",))
        .select_related("organisation")
        .filter(code=code, **owner)
        .first()
    )
    if row is None:
        raise NotFound(Words(N_("There is no such case: %(code)s."), code=code))
    return row


def at_desk(code: str, version: int, capability: str, by: Actor) -> tuple[Case, Procedure]:
    """Lock a case of the actor's authority for a decision made on `version` of it.

    Raises:
        NotFound: no such case of this authority.
        NotAllowed: the actor has no such post, or it does not reach that far.
        CaseChanged: somebody changed the case since; says what.
        NotTheHolder: another officer holds it.
    """
    row = locked(code, authority_id=by.as_org_id or 0)
    may(by, capability, row.authority_id, division_code=row.organisation.division_code).required()
    if row.version != version:
        raise CaseChanged(_what_changed(row))
    if row.holder_id is not None and row.holder_id != by.person_id:
        name = staff_names([row.holder_id]).get(row.holder_id, "")
        raise NotTheHolder(
            Words(N_("%(name)s holds this case. It can be taken over on the case page."), name=name)
        )
    return row, procedure(row.procedure)


def _what_changed(row: Case) -> Words:
    lines = acts_on(SUBJECT, row.code)
    if not lines:
        return Words(N_("The case was changed meanwhile."))
    last = lines[-1]
    names = staff_names([last.person_id]) if last.person_id else {}
    return Words(
        N_(
            "Meanwhile: %(what)s (%(who)s, %(at)s). The case is now: %(state)s. Nothing of yours was carried out."
        ),
        what=act_words(last.command),
        who=names.get(last.person_id or 0, last.actor_name),
        at=last.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M"),
        state=state_words(row.state),
    )


def advance(row: Case, verb: Verb) -> None:
    """Move the case along; the caller saves.

    Raises:
        WrongState: the verb leads nowhere from here.
    """
    following = after(procedure(row.procedure).kind, State(row.state), verb)
    if following is None:
        raise WrongState(
            Words(
                N_("The case is in the state “%(state)s”; this cannot be done now."),
                state=state_words(row.state),
            )
        )
    row.state = following


def keep(row: Case, *fields: str) -> None:
    """Save a changed case as its next version and name it as the subject of the act."""
    row.version += 1
    row.save(
        update_fields=[
            "title",
            "state",
            "version",
            "round",
            "stage",
            "proposal",
            "holder_id",
            "held_at",
            "submitted_by_id",
            "accepted_on",
            "due_on",
            "closed_at",
            "result_key",
            "extended_by",
        ]
    )
    subject(SUBJECT, row.code, *fields)
    subject("access.organisation", row.organisation_id)


def last_revision(row: Case) -> Revision:
    """What was sent last."""
    return row.revisions.order_by("-number")[0]
