"""By the calendar: duties whose day has passed are judged."""

from procrastinate.contrib.django import app

from qianshan.mechanisms.calendar.clock import now
from qianshan.mechanisms.obligations.judging import judge_passed_duties


@app.periodic(cron="*/10 * * * *")
@app.task(name="obligations.judge", queueing_lock="obligations.judge")
def judge(timestamp: int) -> int:
    """Every ten minutes: a day that has passed is judged soon after midnight, and after an outage."""
    del timestamp  # the clock of the edge counts; a practice database may have moved it
    return judge_passed_duties(now())
