"""Pure parts of the cases: what a procedure is, its form, its states. No Django."""

from qianshan.mechanisms.cases.kernel.form import (
    Choice,
    Column,
    Field,
    FieldKind,
    Slot,
    Step,
    Values,
    missing,
    parse,
)
from qianshan.mechanisms.cases.kernel.procedure import Applicant, Clock, Kind, Procedure, Sent, Stage, Unit
from qianshan.mechanisms.cases.kernel.states import OPEN, State, Verb, after

__all__ = [
    "OPEN",
    "Applicant",
    "Choice",
    "Clock",
    "Column",
    "Field",
    "FieldKind",
    "Kind",
    "Procedure",
    "Sent",
    "Slot",
    "Stage",
    "State",
    "Step",
    "Unit",
    "Values",
    "Verb",
    "after",
    "missing",
    "parse",
]
