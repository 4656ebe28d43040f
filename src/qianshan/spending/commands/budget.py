"""Setting the budget of a plan."""

from collections.abc import Sequence
from dataclasses import dataclass

from qianshan.fundraising.api import PlanView, UseKind, plan
from qianshan.mechanisms.acts.api import Actor, BadInput, NotFound, command, subject
from qianshan.mechanisms.money import yuan
from qianshan.mechanisms.words import N_, Words
from qianshan.spending.classes import CLASSES, is_cost
from qianshan.spending.commands.owned import owner_of
from qianshan.spending.models import BudgetLine
from qianshan.spending.queries.budget import budget_of

_LONGEST, _MOST = 60, 30


@dataclass(frozen=True, slots=True)
class LineWish:
    """A line as it shall be; an existing line is known by its name and keeps its class."""

    name: str
    cost_class: str
    amount_fen: int


@command("spending.budget.set")
def set_budget(*, plan_id: int, lines: Sequence[LineWish], reason: str, by: Actor) -> None:
    """Set a plan's budget: lines sum to the goal, cost lines to what the filed plan names as cost.

    A line that was there and is not named becomes 0, if nothing of it is reserved. Locks the lines.

    Raises:
        NotAllowed: no post for it.
        NotFound: no such plan of this charity.
        BadInput: sums, names or classes do not fit, or less than what is reserved already.

    Source: CL art 54 (used as raised for).
    """
    owner = owner_of(by, "budget.set")
    filed = plan(plan_id)
    if filed.charity_id != owner.id:
        raise NotFound(Words(N_("There is no such project or plan: %(value)s."), value=plan_id))
    _examine(filed, lines)
    known = {
        row.name: row
        for row in BudgetLine.objects.select_for_update(no_key=True).filter(plan_id=plan_id).order_by("pk")
    }
    _not_below_reserved(plan_id, lines, known)
    for position, wish in enumerate(lines, start=1):
        row = known.pop(wish.name, None)
        if row is None:
            BudgetLine.objects.create(
                plan_id=plan_id,
                position=position,
                name=wish.name,
                cost_class=wish.cost_class,
                amount_fen=wish.amount_fen,
            )
        else:
            row.position, row.amount_fen = position, wish.amount_fen
            row.save(update_fields=["position", "amount_fen"])
    BudgetLine.objects.filter(pk__in=[row.pk for row in known.values()]).update(amount_fen=0)
    subject("fundraising.plan", plan_id, "budget")


def _examine(filed: PlanView, lines: Sequence[LineWish]) -> None:
    if not 0 < len(lines) <= _MOST:
        raise BadInput(Words(N_("A budget has 1 to %(most)s lines."), most=_MOST), field="lines")
    names = [line.name.strip() for line in lines]
    if len(set(names)) != len(names) or not all(0 < len(name) <= _LONGEST for name in names):
        raise BadInput(Words(N_("Each line has a name of its own, at most 60 characters.")), field="lines")
    unknown = [line.cost_class for line in lines if line.cost_class not in CLASSES]
    if unknown:
        raise BadInput(Words(N_("There is no cost class %(tag)s."), tag=unknown[0]), field="lines")
    if any(line.amount_fen < 0 for line in lines):
        raise BadInput(Words(N_("The amount is above zero.")), field="lines")
    total = sum(line.amount_fen for line in lines)
    if total != filed.goal_fen:
        raise BadInput(
            Words(
                N_("The lines sum to %(total)s yuan, the filed goal is %(goal)s."),
                total=yuan(total),
                goal=yuan(filed.goal_fen),
            ),
            field="lines",
            article="CL art 54",
        )
    cost = sum(line.amount_fen for line in lines if is_cost(line.cost_class))
    planned = sum(use.amount_fen for use in filed.uses if use.kind != UseKind.PROGRAMME)
    if cost != planned:
        raise BadInput(
            Words(
                N_("Administration and fundraising sum to %(cost)s yuan; the filed plan names %(planned)s."),
                cost=yuan(cost),
                planned=yuan(planned),
            ),
            field="lines",
            article="CL art 54",
        )


def _not_below_reserved(plan_id: int, lines: Sequence[LineWish], known: dict[str, BudgetLine]) -> None:
    wanted = {line.name: line for line in lines}
    for view in budget_of([plan_id]):
        wish = wanted.get(view.name)
        if view.reserved_fen > (wish.amount_fen if wish else 0):
            raise BadInput(
                Words(
                    N_("%(reserved)s yuan of “%(line)s” are reserved or paid already; it cannot be less."),
                    reserved=yuan(view.reserved_fen),
                    line=view.name,
                ),
                field="lines",
            )
        if wish and known[view.name].cost_class != wish.cost_class:
            raise BadInput(
                Words(N_("“%(line)s” keeps its class; add another line instead."), line=view.name),
                field="lines",
            )
