"""Words for states, deeds and whose turn it is, as people read them."""

from qianshan.mechanisms.cases.kernel import State
from qianshan.mechanisms.words import N_, Words

_STATES = {
    State.SUBMITTED: N_("Submitted, waiting for the authority"),
    State.RETURNED: N_("Returned for correction"),
    State.ACCEPTED: N_("Accepted, being handled"),
    State.PROPOSED: N_("Proposed, waiting for review"),
    State.FILED: N_("Filed and published"),
    State.NOT_FILED: N_("Not filed"),
    State.GRANTED: N_("Granted"),
    State.REFUSED: N_("Refused"),
    State.NOT_ACCEPTED: N_("Not accepted"),
    State.WITHDRAWN: N_("Withdrawn"),
    State.LAPSED: N_("Closed: not corrected in time"),
}

_ACTS = {
    "cases.case.submit": N_("sent the case"),
    "cases.case.open": N_("opened by the platform"),
    "cases.case.resubmit": N_("sent the correction"),
    "cases.case.withdraw": N_("withdrew the case"),
    "cases.case.take": N_("took the case"),
    "cases.case.release": N_("released the case"),
    "cases.case.return": N_("returned it for correction"),
    "cases.case.lapse": N_("closed it: not corrected in time"),
    "cases.case.file": N_("filed and published it"),
    "cases.case.refuse_filing": N_("did not file it"),
    "cases.case.accept": N_("accepted the application"),
    "cases.case.refuse_acceptance": N_("did not accept the application"),
    "cases.case.propose": N_("proposed a decision"),
    "cases.case.send_back": N_("sent it back to the case officer"),
    "cases.case.sign": N_("reviewed and agreed"),
    "cases.case.decide": N_("decided"),
    "cases.case.extend": N_("extended the period"),
    "cases.clock.recount": N_("counted the period again by the new holiday list"),
}

_TONES = {
    State.SUBMITTED: "running",
    State.RETURNED: "due",
    State.ACCEPTED: "running",
    State.PROPOSED: "running",
    State.FILED: "done",
    State.GRANTED: "done",
}


def state_words(state: str) -> Words:
    """A state for people."""
    return Words(_STATES[State(state)])


def state_tone(state: str) -> str:
    """The chip's tone: running, due, done or plain."""
    return _TONES.get(State(state), "plain")


def act_words(command: str) -> Words:
    """A deed in a case's history; an unknown one under its own name."""
    return (
        Words(_ACTS[command]) if command in _ACTS else Words(N_("another deed: %(command)s"), command=command)
    )
