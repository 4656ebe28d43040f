"""Who is told of a report that did not come: the donors of the project, once each."""

from collections.abc import Sequence

from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.notices.api import register_template
from qianshan.mechanisms.obligations.api import Duty

MISSING = "disclosure.missing"


def register() -> None:
    """Make the sentence known; called once by the app."""
    register_template(
        MISSING,
        "【黔善】您捐赠的“%(project)s”有一份应于%(day)s公开的报告尚未公开。项目页已标明逾期，公开后可查。",
        provider_code="SMS_QS_REPORT_MISSING",
    )


def tell_missing(duties: Sequence[Duty], _by: Actor) -> None:
    """Put the telling behind the verdict: one job per duty, after commit."""
    from qianshan.disclosure.jobs import tell_donors

    for duty in duties:
        tell_donors.defer(project=duty.group, about=duty.about, due_on=duty.due.on.isoformat(), duty=duty.key)
