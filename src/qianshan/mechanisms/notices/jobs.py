"""Jobs of the outbox."""

from datetime import timedelta

from procrastinate.contrib.django import app

from qianshan.mechanisms.calendar.clock import now
from qianshan.mechanisms.notices.models import Notice, NoticeState
from qianshan.mechanisms.notices.sending import send_waiting

_FIRST_PAUSE_SECONDS = 5
_STALE_MINUTES = 30


@app.task(name="notices.send", queue="notices")
def send_notices(ids: list[int], pause: int = _FIRST_PAUSE_SECONDS) -> None:
    """Send these; what the provider did not take comes back after a pause that doubles."""
    again = send_waiting(ids, now())
    if again:
        send_notices.configure(schedule_in={"seconds": pause}).defer(ids=list(again), pause=pause * 2)


@app.periodic(cron="*/10 * * * *")
@app.task(name="notices.rescue", queue="notices", queueing_lock="notices.rescue")
def rescue_notices(timestamp: int) -> None:
    """Take up notices whose job was lost with its worker."""
    old = now() - timedelta(minutes=_STALE_MINUTES)
    ids = Notice.objects.filter(state=NoticeState.WAITING, created_at__lt=old).order_by("pk")[:500]
    send_waiting([notice.pk for notice in ids], now())
