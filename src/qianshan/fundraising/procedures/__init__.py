"""Procedures of fundraising; loaded by the cases engine."""

from qianshan.fundraising.procedures.plan_filing import PLAN_FILING

__all__ = ["PLAN_FILING"]
