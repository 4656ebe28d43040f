"""What fell due since: published in time, once some days late, and one that is still missing."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from qianshan.disclosure.api import Writing, figures_of, latest_day, publish_report, save_draft
from qianshan.mechanisms.calendar.clock import SHANGHAI
from qianshan.mechanisms.money import yuan
from qianshan.mechanisms.obligations.api import Duty, judge_passed_duties, standings
from qianshan.practice.stages.ground import Ground
from qianshan.practice.stages.plans import staff_of
from qianshan.practice.world.organisations import CHARITIES

_DAYS_LATE = 3
_TEXTS = {
    "progress": "按方案推进，各项工作由社工和志愿者共同完成，县、乡镇和学校给予配合，未发生安全事故。",
    "people": "受益对象按备案方案确定，名单在当地公示七日，发放和服务时由本人签收。",
    "next": "下一期按方案继续实施，完成采购验收后公开合同和验收单。",
    "surplus": "剩余款物按备案方案用于同类项目，去向在三个月内公开。",
}


@dataclass(frozen=True, slots=True)
class Published:
    """How many reports came in time, came late, and did not come."""

    kept: int
    late: int
    missing: int


def publish_due(ground: Ground, now: datetime) -> Published:
    """Publish what fell due: the newest of each charity that has several is left out, the one before is late."""
    today = now.astimezone(SHANGHAI).date()
    kept = late = missing = 0
    for charity in CHARITIES:
        passed = [
            one.duty
            for one in standings(today, owner_id=ground.organisations[charity.key])
            if one.duty.due.is_over(today)
        ]
        several = len(passed) > 1
        for place, duty in enumerate(reversed(passed)):
            if several and place == 0:
                missing += 1
                continue
            is_late = several and place == 1
            _publish(ground, charity.key, duty, days_late=_DAYS_LATE if is_late else -1)
            late, kept = late + is_late, kept + (not is_late)
    judge_passed_duties(now)
    return Published(kept, late, missing)


def _publish(ground: Ground, charity: str, duty: Duty, *, days_late: int) -> None:
    day = duty.due.on + timedelta(days=days_late)
    by = staff_of(ground, charity, "disclosure_officer", _morning(day))
    as_of = latest_day(duty, day)
    figures = figures_of(duty, as_of)
    use = (
        f"截至{as_of:%Y年%m月%d日}，已收到捐赠{yuan(figures.received_fen)}元，"
        f"已拨付{yuan(figures.paid_fen)}元。采购按内部制度比价，凭证可在项目页查看。"
    )
    writing = Writing(as_of=as_of, sections=_TEXTS | {"use": use})
    revision = save_draft(duty=duty, revision=0, writing=writing, by=by)
    publish_report(duty_key=duty.key, organisation_id=duty.owner_id, revision=revision, by=by)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(10), SHANGHAI).astimezone(UTC)
