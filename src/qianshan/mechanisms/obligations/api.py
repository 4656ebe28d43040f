"""The door of the obligations: what slices and pages use."""

from qianshan.mechanisms.obligations.commands.outcomes import (
    AlreadyFulfilled,
    NotOpenYet,
    close_passed,
    fulfil,
)
from qianshan.mechanisms.obligations.generators import Generator, Scope, register
from qianshan.mechanisms.obligations.judging import judge_passed_duties
from qianshan.mechanisms.obligations.kernel import (
    Duty,
    Period,
    Standing,
    State,
    final_period,
    periodic_periods,
)
from qianshan.mechanisms.obligations.queries import (
    Punctuality,
    overdue_groups,
    punctuality,
    standing_of_duty,
    standings,
)

__all__ = [
    "AlreadyFulfilled",
    "Duty",
    "Generator",
    "NotOpenYet",
    "Period",
    "Punctuality",
    "Scope",
    "Standing",
    "State",
    "close_passed",
    "final_period",
    "fulfil",
    "judge_passed_duties",
    "overdue_groups",
    "periodic_periods",
    "punctuality",
    "register",
    "standing_of_duty",
    "standings",
]
