"""Work of the cases by the calendar: corrections that did not come, old drafts, clocks to recount."""

from procrastinate.contrib.django import app

from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.calendar.clock import date_of, now
from qianshan.mechanisms.cases.commands.correction import lapse_case, lapsed_codes
from qianshan.mechanisms.cases.commands.recount import provisional_codes, recount_clock
from qianshan.mechanisms.cases.drafts import remove_old_drafts


@app.periodic(cron="10 * * * *")
@app.task(name="cases.lapse", queueing_lock="cases.lapse", lock="cases.lapse")
def lapse(timestamp: int) -> None:
    """Close cases whose correction period has passed."""
    by = Actor.job("cases.lapse", at=now())
    for code in lapsed_codes(by.date):
        lapse_case(code=code, by=by)


@app.periodic(cron="40 3 * * *")
@app.task(name="cases.tidy", queueing_lock="cases.tidy", lock="cases.tidy")
def tidy(timestamp: int) -> None:
    """Remove drafts untouched for 90 days, and count provisional clocks again."""
    at = now()
    remove_old_drafts(at)
    by = Actor.job("cases.tidy", at=at)
    for code in provisional_codes(date_of(at)):
        recount_clock(code=code, by=by)
