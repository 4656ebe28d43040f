"""By the calendar: duties whose day has passed are judged."""

from datetime import datetime

from procrastinate.contrib.django import app

from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.calendar.clock import now
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


@app.periodic(cron="*/10 * * * *")
@app.task(name="obligations.judge", queueing_lock="obligations.judge")
def judge(timestamp: int) -> int:
    """Every ten minutes: a day that has passed is judged soon after midnight, and after an outage."""
    del timestamp  # the clock of the edge counts; a practice database may have moved it
    return judge_passed_duties(now())
