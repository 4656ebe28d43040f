"""Duties as values, periods of the law, and the state of a duty on a day; pure."""

from qianshan.mechanisms.obligations.kernel.duties import (
    Duty,
    Period,
    Standing,
    State,
    final_period,
    periodic_periods,
    standing_of,
)

__all__ = ["Duty", "Period", "Standing", "State", "final_period", "periodic_periods", "standing_of"]
