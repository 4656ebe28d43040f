"""The gate of giving: when money may be given on a charity's own site.

Filed and in its period, at least one live listing on a platform designated that day, and the
payee is the charity's own account. The same verdict stands on the give page and in the command
that orders a gift.
"""

from datetime import date

from qianshan.charities.api import CharityView, charity
from qianshan.fundraising.models import Listing
from qianshan.fundraising.queries import plan, plans
from qianshan.fundraising.types import PlanState, PlanView
from qianshan.mechanisms.access.api import Verdict
from qianshan.mechanisms.words import N_, Words


def _listed(plan_id: int, on: date) -> bool:
    return any(
        row.platform.valid_from <= on and (row.platform.valid_to is None or row.platform.valid_to > on)
        for row in Listing.objects.filter(plan_id=plan_id, live=True).select_related("platform")
    )


def reasons_against(one: PlanView, owner: CharityView, on: date) -> list[Words]:
    """Everything that keeps the gate shut on this day; empty when one may give."""
    against = []
    state = one.state(on)
    if state is PlanState.AHEAD:
        against.append(Words(N_("The activity starts on %(day)s."), day=one.starts_on))
    if state is PlanState.ENDED:
        against.append(Words(N_("The activity ended on %(day)s."), day=one.ended_on or one.ends_on))
    if owner.qualification is None:
        against.append(Words(N_("The charity holds no public fundraising qualification on this day.")))
    if not _listed(one.id, on):
        against.append(
            Words(N_("No designated platform shows this activity at present (Charity Law, art 27)."))
        )
    if not owner.account_is_own:
        against.append(Words(N_("The charity has no account under its own name on record.")))
    return against


def giving_open(plan_id: int, *, on: date) -> Verdict:
    """Whether one may give for this plan on the charity's own site on this day.

    Source: CL art 27; M74 (own account only).
    """
    one = plan(plan_id)
    against = reasons_against(one, charity(one.charity_id, on=on), on)
    return Verdict(ok=not against, words=against[0] if against else Words(N_("Giving is open.")))


def open_plan_of(project_id: int, *, on: date) -> PlanView | None:
    """The plan through which one may give for a project today: the one that ends last."""
    running = plans(project_id=project_id, running_on=on)
    open_now = [one for one in running if giving_open(one.id, on=on).ok]
    return max(open_now, key=lambda one: (one.ends_on, one.id), default=None)
