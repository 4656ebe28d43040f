"""Each state can be reached and left; each verb leads where the law says and nowhere else."""

import pytest

from qianshan.mechanisms.cases.kernel import OPEN, Kind, State, Verb, after
from qianshan.mechanisms.cases.kernel.states import TRANSITIONS


@pytest.mark.parametrize("kind", list(Kind))
def test_every_open_state_that_is_reached_can_be_left(kind):
    reached = {State.SUBMITTED, *TRANSITIONS[kind].values()}
    left = {state for state, _verb in TRANSITIONS[kind]}

    assert {state for state in reached if state in OPEN} <= left


@pytest.mark.parametrize("kind", list(Kind))
def test_a_closed_state_is_never_left(kind):
    assert all(state in OPEN for state, _verb in TRANSITIONS[kind])


def test_a_filing_is_never_granted_and_an_application_never_filed():
    assert after(Kind.FILING, State.SUBMITTED, Verb.GRANT) is None
    assert after(Kind.APPLICATION, State.SUBMITTED, Verb.FILE) is None
    assert after(Kind.FILING, State.SUBMITTED, Verb.FILE) is State.FILED


def test_an_application_is_decided_only_after_a_proposal():
    assert after(Kind.APPLICATION, State.ACCEPTED, Verb.GRANT) is None
    assert after(Kind.APPLICATION, State.PROPOSED, Verb.GRANT) is State.GRANTED
