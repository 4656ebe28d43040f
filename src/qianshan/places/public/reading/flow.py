"""Where the money of a project is, as flow and as table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from qianshan.fundraising.api import PlanView, UseKind
from qianshan.mechanisms.ledger.api import SpentOn, spent_as_of
from qianshan.places.public.reading.money import Purse
from qianshan.spending.api import LineView, budget_of
from qianshan.web.components.flow import FlowNode, MoneyFlow
from qianshan.web.components.money import MoneySteps

COST_TAGS = ("M", "B")


def money_flow_of(purse: Purse, cost_paid_fen: int) -> MoneyFlow:
    """The flow of a purse; `cost_paid_fen` is what was paid for administration and fundraising.

    Costs are checked against vouchers, not confirmed by beneficiaries.
    """
    voucher = min(cost_paid_fen, purse.paid - purse.confirmed)
    total_in = purse.received + purse.moved_in
    sources = [
        FlowNode(_("Gifts"), purse.given, "source", note=""),
        FlowNode(_("Grants and other income"), purse.other, "source"),
        FlowNode(_("From other funds"), purse.moved_in, "source"),
    ]
    return MoneyFlow(
        sources=[node for node in sources if node.fen] or sources[:1],
        stages=(
            FlowNode(_("Received"), total_in, "received"),
            FlowNode(_("Set aside"), purse.reserved, "reserved"),
            FlowNode(_("Paid out"), purse.paid, "paid"),
        ),
        leftovers=(
            (
                FlowNode(_("Not set aside yet"), purse.free, "left"),
                FlowNode(_("Refunded to donors"), purse.refunded, "voucher"),
                FlowNode(_("To other funds"), purse.moved_out, "voucher"),
            ),
            (FlowNode(_("Set aside, not paid yet"), purse.reserved - purse.paid, "left"),),
        ),
        ends=(
            FlowNode(_("Confirmed by beneficiaries"), purse.confirmed, "confirmed"),
            FlowNode(_("Waiting for confirmation"), purse.paid - purse.confirmed - voucher, "waiting"),
            FlowNode(_("By vouchers, no confirmation needed"), voucher, "voucher"),
        ),
    )


def costs(plans: Sequence[PlanView], on: date) -> tuple[SpentOn, ...]:
    """What the plans' funds spent by cost class up to a day."""
    return spent_as_of([plan.fund_id for plan in plans], on)


def cost_paid(spent: Sequence[SpentOn]) -> int:
    """Administration and fundraising paid, in fen."""
    return sum(one.paid for one in spent if one.tag[:1] in COST_TAGS)


@dataclass(frozen=True, slots=True)
class UseRow:
    """One line of what the money is for: the plan's amount and how far it has come, in fen."""

    name: str
    plan_fen: int
    reserved_fen: int
    paid_fen: int
    confirmed_fen: int
    is_cost: bool

    @property
    def bar(self) -> MoneySteps:
        """Its money steps against its plan."""
        return MoneySteps(0, self.reserved_fen, self.paid_fen, self.confirmed_fen, self.plan_fen)


@dataclass(frozen=True, slots=True)
class UseTable:
    """The lines with their sum; the sum equals the flow."""

    rows: tuple[UseRow, ...]
    total: UseRow


def use_table(filed: Sequence[PlanView], purse: Purse) -> UseTable:
    """Budget lines with what was done on them; the filed plan's lines before there is a budget.

    What the ledger spent outside every line stands in a line of its own, so that the table's sum
    is the flow's.
    """
    rows = [
        UseRow(
            line.name, line.amount_fen, line.reserved_fen, line.paid_fen, line.confirmed_fen, _is_cost(line)
        )
        for line in budget_of(plan.id for plan in filed)
    ]
    if not rows:
        rows = [
            UseRow(line.name, line.amount_fen, 0, 0, 0, line.kind != UseKind.PROGRAMME)
            for plan in filed
            for line in plan.uses
        ]
    other = UseRow(
        _("Outside the lines of the plan"),
        0,
        purse.reserved - sum(row.reserved_fen for row in rows),
        purse.paid - sum(row.paid_fen for row in rows),
        purse.confirmed - sum(row.confirmed_fen for row in rows),
        is_cost=False,
    )
    if other.reserved_fen or other.paid_fen or other.confirmed_fen:
        rows.append(other)
    total = UseRow(
        _("Total"),
        sum(row.plan_fen for row in rows),
        purse.reserved,
        purse.paid,
        purse.confirmed,
        is_cost=False,
    )
    return UseTable(tuple(rows), total)


def _is_cost(line: LineView) -> bool:
    return line.cost_class[:1] in COST_TAGS
