"""Procedures of the charities; loaded by the cases engine."""

from qianshan.charities.procedures.qualification import QUALIFICATION
from qianshan.charities.procedures.recognition import RECOGNITION

__all__ = ["QUALIFICATION", "RECOGNITION"]
