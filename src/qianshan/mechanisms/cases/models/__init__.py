"""Tables of the cases."""

from qianshan.mechanisms.cases.models.case import Case, CaseClock, Revision
from qianshan.mechanisms.cases.models.decision import (
    Correction,
    Decision,
    DocumentMark,
    DocumentSerial,
    Signature,
)
from qianshan.mechanisms.cases.models.draft import Draft

__all__ = [
    "Case",
    "CaseClock",
    "Correction",
    "Decision",
    "DocumentMark",
    "DocumentSerial",
    "Draft",
    "Revision",
    "Signature",
]
