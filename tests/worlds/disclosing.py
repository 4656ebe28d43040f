"""A charity with a running plan whose reports fall due, for tests, through commands only.

The plan runs from 2026-03-16 to 2027-03-15; its first report covers until 2026-06-16.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count

from qianshan.disclosure.api import Writing, owed_duty, publish_report, save_draft
from qianshan.fundraising.api import PlanView, ProjectView, project_by_id
from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.ledger.api import Cost, GiftIn, Money, Payment, book_gifts, mark_paid, pay
from tests.worlds.fundraising import filed_plan
from tests.worlds.organisations import House, Office, office, qualified_charity

_TXN = count()
FILED = datetime(2026, 3, 1, 2, tzinfo=UTC)
FIRST_DUE = date(2026, 6, 16)
TEXTS = {
    "progress": "通过官方网站和山海公益平台募捐，学校、乡镇和村干部协助宣传，网络支付一切正常。",
    "use": "向从江县三所村小拨付了春季学期的餐费，学校每日公示菜单和用餐人数。",
    "next": "下一期向其余九所学校拨付餐费，并回访用餐情况。",
}


def at(day: date) -> datetime:
    """Ten in the morning in Guiyang."""
    return datetime(day.year, day.month, day.day, 2, tzinfo=UTC)


@dataclass(frozen=True)
class Disclosing:
    """The charity, its authority and its plan."""

    registrar: Office
    house: House
    plan: PlanView
    project: ProjectView

    @property
    def duty_key(self) -> str:
        """The first three-monthly report of the activity."""
        return f"activity.periodic:{self.plan.case_code}:1"

    def duty(self, day: date, key: str = ""):
        """A duty as the charity owes it."""
        return owed_duty(key or self.duty_key, self.house.organisation_id, on=day)

    def write(
        self, day: date, *, key: str = "", revision: int = 0, as_of: date | None = None, note="", **texts
    ) -> int:
        """Save a draft as the head does; returns its revision."""
        writing = Writing(
            as_of=as_of or date.fromordinal(day.toordinal() - 1), sections=TEXTS | texts, note=note
        )
        return save_draft(
            duty=self.duty(day, key), revision=revision, writing=writing, by=self.house.head.at(at(day))
        )

    def publish(self, day: date, revision: int = 1, *, key: str = "", by: Actor | None = None) -> str:
        """Publish as the head does; returns the report's code."""
        return publish_report(
            duty_key=key or self.duty_key,
            organisation_id=self.house.organisation_id,
            revision=revision,
            by=by or self.house.head.at(at(day)),
        )

    def give(self, amount_fen: int, day: date, donor_id: int | None = None) -> int:
        """Book a gift on a day; its inflow."""
        by = Actor.job("tests", at=at(day))
        gift = GiftIn(
            1, self.plan.fund_id, amount_fen, "wechatpay", f"disclosing-{next(_TXN)}", by.at, donor_id
        )
        return book_gifts(gifts=[gift], by=by).booked[0].inflow_id

    def spend(self, amount_fen: int, day: date, tag: str = "A1", *, paid: bool = True) -> int:
        """Approve a payment, and let the bank pay it the same day; its outflow."""
        by = Actor.job("tests", at=at(day))
        ref = pay(payment=Payment(self.plan.fund_id, (Cost(tag, amount_fen),)), by=by)
        if paid:
            mark_paid(outflow_ids=[ref.id], paid_from=Money("1002", "b.out.aid"), by=by)
        return ref.id


def running_plan(name: str = "黔山助学基金会", **changed: str | list[str]) -> Disclosing:
    """A filed plan that runs a year, with a thousand yuan received and four hundred paid out in spring."""
    registrar = office(at=FILED)
    house = qualified_charity(registrar, name, at=FILED)
    dates = {"starts_on": "2026-03-16", "ends_on": "2027-03-15", "resolution_on": "2026-02-20"}
    plan = filed_plan(house, registrar, FILED, **(dates | changed))
    world = Disclosing(registrar, house, plan, project_by_id(plan.project_id))
    world.give(60_000, date(2026, 3, 20))
    world.give(40_000, date(2026, 5, 4))
    world.spend(37_600, date(2026, 5, 11))
    world.spend(2_400, date(2026, 5, 12), "M3")
    return world
