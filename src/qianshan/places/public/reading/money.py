"""The money of projects: the sum of the funds of their plans."""

from collections.abc import Iterable
from dataclasses import dataclass

from qianshan.fundraising.api import PlanView
from qianshan.mechanisms.ledger.api import FundFigures, figures_of
from qianshan.web.components.money import MoneySteps


@dataclass(frozen=True, slots=True)
class Purse:
    """Figures of some funds together, in fen; see the ledger's FundFigures for what each word means.

    received + moved_in = reserved + free + refunded + moved_out, and each step includes the later ones.
    """

    gift_count: int = 0
    given: int = 0
    received: int = 0
    moved_in: int = 0
    moved_out: int = 0
    refunded: int = 0
    reserved: int = 0
    paid: int = 0
    confirmed: int = 0
    free: int = 0

    @property
    def other(self) -> int:
        """What came in otherwise than by gifts: matches, grants, opening balances."""
        return self.received - self.given

    def steps(self, goal_fen: int = 0) -> MoneySteps:
        """The four steps for a bar."""
        return MoneySteps(self.received, self.reserved, self.paid, self.confirmed, goal_fen)


def purse(figures: Iterable[FundFigures]) -> Purse:
    """The sum of some funds."""
    total = Purse()
    names = Purse.__dataclass_fields__
    for one in figures:
        total = Purse(**{name: getattr(total, name) + getattr(one, name) for name in names})
    return total


def purses(plans: Iterable[PlanView]) -> dict[int, Purse]:
    """The purse of each project, by its id; one query."""
    found = list(plans)
    figures = figures_of(plan.fund_id for plan in found)
    by_project: dict[int, list[FundFigures]] = {}
    for plan in found:
        if plan.fund_id in figures:
            by_project.setdefault(plan.project_id, []).append(figures[plan.fund_id])
    return {project_id: purse(funds) for project_id, funds in by_project.items()}
