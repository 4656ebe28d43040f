"""The hourly check of everything that must always be true."""

from procrastinate.contrib.django import app

from qianshan.mechanisms.calendar.clock import now
from qianshan.mechanisms.invariants import run_invariants
from qianshan.places.integrity.models import CheckRun


def run_check() -> CheckRun:
    """Run every invariant and keep the result."""
    begun = now()
    found = run_invariants()
    broken = {name: [place.where for place in places] for name, places in found.items() if places}
    return CheckRun.objects.create(begun_at=begun, ended_at=now(), names=sorted(found), broken=broken)


@app.periodic(cron="7 * * * *")
@app.task(name="integrity.check", queueing_lock="integrity.check", lock="integrity.check")
def check(timestamp: int) -> None:
    """Seven minutes past each hour."""
    run_check()
