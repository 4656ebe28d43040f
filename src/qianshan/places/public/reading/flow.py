"""Where the money of a project is, as flow and as table."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from qianshan.fundraising.api import PlanView, UseKind
from qianshan.mechanisms.ledger.api import SpentOn, spent_as_of
from qianshan.places.public.reading.money import Purse
from qianshan.web.components.flow import FlowNode, MoneyFlow
from qianshan.web.components.money import MoneyRow, MoneyTable

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


def step_table(purse: Purse) -> MoneyTable:
    """The flow once more as a table."""
    total_in = purse.received + purse.moved_in
    rows = (
        MoneyRow(_("Received"), (total_in, None)),
        MoneyRow(_("Set aside"), (purse.reserved, total_in - purse.reserved)),
        MoneyRow(_("Paid out"), (purse.paid, purse.reserved - purse.paid)),
        MoneyRow(_("Confirmed by beneficiaries"), (purse.confirmed, purse.paid - purse.confirmed)),
    )
    return MoneyTable(_("Unit: yuan"), _("Step"), (_("Amount"), _("Has not come as far")), rows)


def plan_table(plans: Sequence[PlanView]) -> MoneyTable:
    """What the filed plans say the money is for."""
    names = {UseKind.PROGRAMME: "", UseKind.ADMIN: _("administration"), UseKind.FUNDRAISING: _("fundraising")}
    lines = [(line.name, names[UseKind(line.kind)], line.amount_fen) for plan in plans for line in plan.uses]
    total = MoneyRow(_("Total"), (sum(fen for _name, _note, fen in lines),))
    rows = [MoneyRow(name, (fen,), note=note) for name, note, fen in lines]
    return MoneyTable(_("Unit: yuan"), _("Planned use"), (_("Plan"),), rows, total)
