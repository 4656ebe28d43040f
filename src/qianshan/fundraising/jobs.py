"""The national copy: filings handed over after the commit, numbers read back."""

from procrastinate.contrib.django import app

from qianshan.charities.api import CharityView, charity
from qianshan.fundraising.commands.number import confirm_filing_number, export_filing
from qianshan.fundraising.models import Plan
from qianshan.fundraising.queries import plan, project_by_id
from qianshan.fundraising.types import PlanView
from qianshan.mechanisms.acts.api import Actor, NotFound
from qianshan.mechanisms.calendar.clock import now
from qianshan.mechanisms.exchange.api import Arrival, on_arrival
from qianshan.mechanisms.money import Fen, yuan
from qianshan.outside.charity_china.files import filing_payload, read_numbers

AT_ONCE = 200


def national_payload(one: PlanView, owner: CharityView) -> dict[str, object]:
    """A filing in the fields of the national form; never a person's ID number."""
    costs = {
        kind: sum(line.amount_fen for line in one.uses if line.kind == kind)
        for kind in ("admin", "fundraising")
    }
    return filing_payload(
        {
            "name": one.name,
            "number": one.filing_number,
            "purpose": one.purpose,
            "starts_on": one.starts_on,
            "ends_on": one.ends_on,
            "beneficiary_scope": one.beneficiary_scope,
            "beneficiary_count": str(one.beneficiary_count),
            "beneficiary_choice": one.beneficiary_choice,
            "goal": _plain(one.goal_fen),
            "use": "；".join(f"{line.name} {yuan(Fen(line.amount_fen))}" for line in one.uses),
            "aid": one.aid,
            "admin_cost": _plain(costs["admin"]),
            "fundraising_cost": _plain(costs["fundraising"]),
            "surplus": one.surplus,
            "partner_name": one.partner_name,
            "charity_name": owner.name,
            "charity_uscc": owner.uscc,
            "legal_representative": owner.legal_representative,
            "filed_on": one.filed_on,
            "project": project_by_id(one.project_id).name,
        }
    )


def _plain(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


@app.periodic(cron="* * * * *")
@app.task(name="fundraising.export_filings", queueing_lock="fundraising.export", lock="fundraising.export")
def export_filings(timestamp: int) -> None:
    """Hand over every filing that was not handed over yet; at most 200 a minute."""
    by = Actor.job("fundraising.export_filings", at=now())
    fresh = Plan.objects.filter(exported_on=None).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
    for plan_id in list(fresh):
        one = plan(plan_id)
        payload = national_payload(one, charity(one.charity_id, on=by.date))
        export_filing(plan_id=plan_id, payload=payload, by=by)


@on_arrival("charity_china", "charity_china.numbers")
def numbers_arrived(arrival: Arrival, by: Actor) -> None:
    """Hold each line of a copy file against our numbers; a line about no plan of ours is left.

    Raises:
        BadFile: it does not follow the format.
    """
    for line in read_numbers(arrival.content):
        try:
            confirm_filing_number(
                filing_number=line.number, national_number=line.national_number, remark=line.remark, by=by
            )
        except NotFound:
            continue
