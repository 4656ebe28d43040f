"""Who is told what happens to a case, and by which words.

An authority reads its queue; nobody there is rung. The person who sent the case last is told by
SMS, in the transaction of the change; the link leads to the case behind the sign-in.
"""

from django.conf import settings

from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.cases.models import Case
from qianshan.mechanisms.notices.api import PersonRef, register_template, tell

_LONGEST = 20

_TEXTS = {
    "accepted": "【黔善】%(what)s已受理，法定期限至%(due)s。详情：%(link)s",
    "returned": "【黔善】%(what)s需要补正，全部事项已一次告知，请于%(due)s前补正。详情：%(link)s",
    "lapsed": "【黔善】%(what)s逾期未补正，已终止，可重新提交。详情：%(link)s",
    "extended": "【黔善】%(what)s的办理期限延长至%(due)s。详情：%(link)s",
    "decided": "【黔善】%(what)s已有结果。详情：%(link)s",
}


def register() -> None:
    """Make the templates known; called once by the app."""
    for event, text in _TEXTS.items():
        register_template(f"cases.{event}", text, provider_code=f"SMS_CASES_{event.upper()}")


def tell_applicant(case: Case, event: str, by: Actor) -> None:
    """Tell the person who sent the case last that something happened to it, and where to look."""
    what = f"“{case.title}”" if case.title else case.code
    values = {
        "what": what if len(what) <= _LONGEST else f"{what[: _LONGEST - 2]}…”",
        "link": f"{settings.BASE_URL}/work/{case.organisation.uscc}/cases/{case.code}/",
    }
    if "%(due)s" in _TEXTS[event]:
        values["due"] = case.due_on.isoformat() if case.due_on else ""
    tell(
        f"cases.{event}",
        to=PersonRef(case.submitted_by_id),
        values=values,
        at=by.at,
        dedupe_key=f"{case.code}:{case.version}:{event}",
    )
