"""Judging everything whose day has passed, act by act."""

from datetime import datetime

from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.obligations.commands.outcomes import close_passed

_ROUNDS = 200


def judge_passed_duties(at: datetime) -> int:
    """Judge all duties whose day has passed; returns how many.

    Each round is an act of its own. Safe to repeat: what is judged is not judged again.
    """
    judged = 0
    for _ in range(_ROUNDS):
        some = close_passed(by=Actor.job("obligations.close", at=at))
        judged += some
        if not some:
            break
    return judged
