"""Tables of the ledger; money.md's section 2 as constraints."""

from qianshan.mechanisms.ledger.models.book import Book, Fund
from qianshan.mechanisms.ledger.models.journal import Entry, Line
from qianshan.mechanisms.ledger.models.tape import Inflow, Outflow, Use

__all__ = ["Book", "Entry", "Fund", "Inflow", "Line", "Outflow", "Use"]
