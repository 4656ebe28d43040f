"""What access does by the calendar."""

from procrastinate.contrib.django import app

from qianshan.mechanisms.access.limits import sweep
from qianshan.mechanisms.calendar.clock import now


@app.periodic(cron="20 4 * * *")
@app.task(name="access.sweep_limits", queue="access", queueing_lock="access.sweep_limits")
def sweep_limits(timestamp: int) -> None:
    """Remove counters that limit nothing any more."""
    sweep(now())
