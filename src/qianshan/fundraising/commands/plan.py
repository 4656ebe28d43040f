"""A filed plan: end it before its last day."""

from qianshan.fundraising.models import Plan
from qianshan.mechanisms.access.api import may
from qianshan.mechanisms.acts.api import Actor, BadInput, NotFound, WrongState, command, subject
from qianshan.mechanisms.words import N_, Words


@command("fundraising.plan.end")
def end_plan(*, plan_id: int, organisation_id: int, reason: str, by: Actor) -> None:
    """End a fundraising activity today, before its last day; today still counts. Locks the plan.

    Raises:
        NotFound: no such plan of this organisation.
        NotAllowed: only the head ends an activity.
        WrongState: it ended already.
        BadInput: no reason.
    """
    row = (
        Plan.objects.select_for_update(no_key=True, of=("self",))
        .filter(pk=plan_id, charity__organisation_id=organisation_id)
        .first()
    )
    if row is None:
        raise NotFound(Words(N_("There is no such project or plan: %(value)s."), value=plan_id))
    may(by, "plan.end", organisation_id).required()
    if row.ended_on is not None or by.date > row.ends_on:
        raise WrongState(Words(N_("The activity has ended already.")))
    if not reason.strip():
        raise BadInput(Words(N_("Say why the activity ends early.")), field="reason")
    row.ended_on = by.date
    row.save(update_fields=["ended_on"])
    subject("fundraising.plan", row.pk, "ended_on")
