"""Work of the exchange after commit and by the clock."""

from procrastinate.contrib.django import app

from qianshan.mechanisms.calendar.clock import now
from qianshan.mechanisms.exchange.arrivals import collect_all, read_due
from qianshan.mechanisms.exchange.delivery import deliver_due, deliver_one


@app.task(name="exchange.deliver")
def deliver(outgoing_id: int) -> None:
    """Hand over one fresh parcel; what fails is due again in the sweep."""
    deliver_one(outgoing_id, now())


@app.periodic(cron="* * * * * */5")
@app.task(name="exchange.sweep", queueing_lock="exchange.sweep", lock="exchange.sweep")
def sweep(timestamp: int) -> None:
    """Hand over what is due again, collect what lies ready, read what came; every five seconds."""
    at = now()
    deliver_due(at)
    collect_all(at)
    read_due(at)
