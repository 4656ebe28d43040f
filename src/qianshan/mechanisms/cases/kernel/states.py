"""States of a case and what leads from one to the next."""

from enum import StrEnum

from qianshan.mechanisms.cases.kernel.procedure import Kind


class State(StrEnum):
    """Where a case stands. The first four are open."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    PROPOSED = "proposed"
    FILED = "filed"
    NOT_FILED = "not_filed"
    GRANTED = "granted"
    REFUSED = "refused"
    NOT_ACCEPTED = "not_accepted"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


OPEN = (State.SUBMITTED, State.RETURNED, State.ACCEPTED, State.PROPOSED)
DECIDED = (State.FILED, State.NOT_FILED, State.GRANTED, State.REFUSED, State.NOT_ACCEPTED)
GOOD = (State.FILED, State.GRANTED)


class Verb(StrEnum):
    """What somebody does to a case."""

    SUBMIT = "submit"
    RETURN = "return"
    FILE = "file"
    REFUSE_FILING = "refuse_filing"
    ACCEPT = "accept"
    REFUSE_ACCEPTANCE = "refuse_acceptance"
    PROPOSE = "propose"
    SEND_BACK = "send_back"
    SIGN = "sign"
    GRANT = "grant"
    REFUSE = "refuse"
    EXTEND = "extend"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"


_BOTH: dict[tuple[State, Verb], State] = {
    (State.RETURNED, Verb.SUBMIT): State.SUBMITTED,
    (State.SUBMITTED, Verb.RETURN): State.RETURNED,
    (State.RETURNED, Verb.LAPSE): State.LAPSED,
    **{(state, Verb.WITHDRAW): State.WITHDRAWN for state in OPEN},
}

TRANSITIONS: dict[Kind, dict[tuple[State, Verb], State]] = {
    Kind.FILING: {
        **_BOTH,
        (State.SUBMITTED, Verb.FILE): State.FILED,
        (State.SUBMITTED, Verb.REFUSE_FILING): State.NOT_FILED,
    },
    Kind.APPLICATION: {
        **_BOTH,
        (State.SUBMITTED, Verb.ACCEPT): State.ACCEPTED,
        (State.SUBMITTED, Verb.REFUSE_ACCEPTANCE): State.NOT_ACCEPTED,
        (State.ACCEPTED, Verb.PROPOSE): State.PROPOSED,
        (State.PROPOSED, Verb.SIGN): State.PROPOSED,
        (State.PROPOSED, Verb.SEND_BACK): State.ACCEPTED,
        (State.PROPOSED, Verb.GRANT): State.GRANTED,
        (State.PROPOSED, Verb.REFUSE): State.REFUSED,
        (State.ACCEPTED, Verb.EXTEND): State.ACCEPTED,
        (State.PROPOSED, Verb.EXTEND): State.PROPOSED,
    },
}


def after(kind: Kind, state: State, verb: Verb) -> State | None:
    """The state that the verb leads to; None when it leads nowhere from here."""
    return TRANSITIONS[kind].get((state, verb))
