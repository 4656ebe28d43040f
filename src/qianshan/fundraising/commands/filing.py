"""The effect of a filing: the plan stands, with its number, its fund and its entry in the log."""

from datetime import date
from typing import cast

from qianshan.charities.api import CharityView, charity_of_organisation
from qianshan.fundraising.commands.number import next_filing_number
from qianshan.fundraising.facts import amount
from qianshan.fundraising.models import Plan, Project
from qianshan.mechanisms.acts.api import Actor, NotFound, command, subject
from qianshan.mechanisms.cases.kernel import Sent, Values
from qianshan.mechanisms.ledger.api import NewFund, book_of, open_book, open_fund
from qianshan.mechanisms.translog.api import add_leaves
from qianshan.mechanisms.words import N_, Words

_WHOLE_BP = 10_000
COST_KINDS = ("admin", "fundraising")


def planned_uses(values: Values) -> list[dict[str, object]]:
    """The lines of the planned use as the plan keeps them."""
    rows = cast("list[dict[str, object]]", values.get("uses") or [])
    return [{"name": row["name"], "kind": row["kind"], "amount_fen": amount(row["amount"])} for row in rows]


def cost_share_bp(uses: list[dict[str, object]], goal_fen: int) -> int:
    """The plan's cost share in basis points, rounded down: the programme never gets less than was filed."""
    planned = sum(amount(line["amount_fen"]) for line in uses if line["kind"] in COST_KINDS)
    return planned * _WHOLE_BP // goal_fen


def _fund(owner: CharityView, name: str, q_bp: int, by: Actor) -> int:
    """The plan's own fund in the charity's books; the books are opened with the first plan."""
    book_id = book_of(owner.organisation_id)
    if book_id is None:
        book_id = open_book(
            organisation_id=owner.organisation_id, general_name="非限定资金", suspense_name="待查款项", by=by
        ).id
    return open_fund(book_id=book_id, fund=NewFund(name=name, q_bp=q_bp), by=by).id


@command("fundraising.plan.record")
def record_plan(*, sent: Sent, by: Actor) -> str:
    """Record a complete plan: take its number, open its fund, publish it. Returns the filing number.

    The number is ours and provisional until the national copy confirms it.

    Raises:
        NotFound: the project is not this charity's.

    Source: CL art 24; M74 arts 10-11; rules 4-5 (number).
    """
    owner = charity_of_organisation(sent.organisation_id, on=by.date)
    values = sent.values
    project = Project.objects.filter(code=values["project"], charity_id=owner.id).first()
    if project is None:
        raise NotFound(Words(N_("There is no such project or plan: %(value)s."), value=values["project"]))
    number = next_filing_number(charity_id=owner.id, uscc=owner.uscc, filed_on=by.date)
    uses, goal_fen = planned_uses(values), amount(values["goal_fen"])
    q_bp = cost_share_bp(uses, goal_fen)
    name = str(values["name"])
    plan = Plan.objects.create(
        filing_number=number,
        project=project,
        charity_id=owner.id,
        case_code=sent.code,
        fund_id=_fund(owner, name, q_bp, by),
        name=name,
        starts_on=date.fromisoformat(str(values["starts_on"])),
        ends_on=date.fromisoformat(str(values["ends_on"])),
        filed_on=by.date,
        emergency=values.get("emergency") is True,
        goal_fen=goal_fen,
        uses=uses,
        q_bp=q_bp,
        modes=values.get("modes") or [],
        divisions=values.get("divisions") or [],
        platforms=values.get("platforms") or [],
        beneficiary_count=amount(values["beneficiary_count"]),
        account_holder=owner.account.holder_name if owner.account else "",
        account_bank=owner.account.bank_name if owner.account else "",
        account_tail=owner.account.tail if owner.account else "",
        **{key: str(values.get(key) or "") for key in _TEXTS},
    )
    subject("fundraising.plan", plan.pk)
    subject("fundraising.project", project.code)
    add_leaves("plan.filed", [(number, _leaf(plan))])
    return number


_TEXTS = (
    "purpose",
    "emergency_event",
    "beneficiary_scope",
    "beneficiary_choice",
    "aid",
    "staff_cost",
    "surplus",
    "responsible_person",
    "contact_phone",
    "office_address",
    "partner_name",
    "partner_uscc",
    "partner_kind",
)


def _leaf(plan: Plan) -> dict[str, object]:
    """What the public log keeps of a plan: its number, period, goal and cost share."""
    return {
        "case": plan.case_code,
        "number": plan.filing_number,
        "project": plan.project.code,
        "starts": plan.starts_on.isoformat(),
        "ends": plan.ends_on.isoformat(),
        "goal_fen": plan.goal_fen,
        "cost_share_bp": plan.q_bp,
    }
