"""Procedures of spending; loaded by the cases engine."""

from qianshan.spending.procedures.denial import DENIAL

__all__ = ["DENIAL"]
