"""Jobs that talk to the channels."""

import logging

from procrastinate.contrib.django import app

from qianshan.mechanisms.calendar.clock import now
from qianshan.mechanisms.channels.asking import ask_order, ask_refund_outcome
from qianshan.mechanisms.channels.port import ChannelDown, ChannelRefused
from qianshan.mechanisms.channels.reconciling import reconcile_due
from qianshan.mechanisms.channels.schedule import WATCH_ORDER

log = logging.getLogger("qianshan.channels")


@app.task(name="channels.ask", queue="channels")
def ask(kind: str, object_ids: list[int]) -> None:
    """Ask about some orders or refunds; what cannot be asked now is asked again by its schedule."""
    for object_id in object_ids:
        try:
            if kind == WATCH_ORDER:
                ask_order(object_id, now=now())
            else:
                ask_refund_outcome(object_id, now=now())
        except ChannelDown as down:
            log.warning("channel does not answer about %s %s: %s", kind, object_id, down)
        except ChannelRefused as refused:
            log.warning("channel refuses to tell about %s %s: %s", kind, object_id, refused)


@app.periodic(cron="*/10 * * * *")
@app.task(name="channels.reconcile", queue="channels", queueing_lock="channels.reconcile")
def reconcile(timestamp: int) -> None:
    """Take the bills that are ready and were not taken."""
    reconcile_due(now())
