"""One officer holds a case, visibly; released by hand, or free after a day."""

from datetime import datetime, timedelta

from qianshan.mechanisms.access.api import may
from qianshan.mechanisms.acts.api import Actor, WrongState, command
from qianshan.mechanisms.cases.desk import keep, locked
from qianshan.mechanisms.cases.kernel import OPEN
from qianshan.mechanisms.cases.refusals import NotTheHolder
from qianshan.mechanisms.words import N_, Words

HELD_FOR = timedelta(days=1)


def is_free(holder_id: int | None, held_at: datetime | None, person_id: int | None, at: datetime) -> bool:
    """Whether this person may take a case: nobody holds it, he does, or the hold is a day old."""
    return holder_id in (None, person_id) or held_at is None or at - held_at >= HELD_FOR


@command("cases.case.take")
def take_case(*, code: str, by: Actor) -> None:
    """Hold a case, so that colleagues see who works on it.

    Raises:
        NotFound: no such case of this authority.
        NotAllowed: the actor has no post that handles cases.
        NotTheHolder: another officer has held it for less than a day.
        WrongState: the case is closed.
    """
    row = locked(code, authority_id=by.as_org_id or 0)
    may(by, "case.open", row.authority_id, division_code=row.organisation.division_code).required()
    if row.state not in OPEN:
        raise WrongState(Words(N_("The case is closed.")))
    if not is_free(row.holder_id, row.held_at, by.person_id, by.at):
        raise NotTheHolder(Words(N_("Another officer has held this case for less than a day.")))
    row.holder_id, row.held_at = by.person_id, by.at
    keep(row, "holder_id")


@command("cases.case.release")
def release_case(*, code: str, by: Actor) -> None:
    """Give a held case back to the queue.

    Raises:
        NotFound: no such case of this authority.
        NotTheHolder: the actor does not hold it.
    """
    row = locked(code, authority_id=by.as_org_id or 0)
    if row.holder_id != by.person_id:
        raise NotTheHolder(Words(N_("You do not hold this case.")))
    row.holder_id, row.held_at = None, None
    keep(row, "holder_id")
