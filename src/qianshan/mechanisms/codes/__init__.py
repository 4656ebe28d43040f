"""Numbers that people and systems know things by: our codes, USCC, filing and project numbers."""

from qianshan.mechanisms.codes.kernel.division import Level, is_division_code, level_of
from qianshan.mechanisms.codes.kernel.filing import (
    StatutoryNumber,
    filing_number,
    is_filing_number,
    parse_filing_number,
    parse_project_number,
    project_number,
)
from qianshan.mechanisms.codes.kernel.personal import birth_date, is_bank_card, is_mobile, is_resident_id
from qianshan.mechanisms.codes.kernel.public import is_code, new_code
from qianshan.mechanisms.codes.kernel.uscc import Uscc, is_uscc, make_uscc, parse_uscc
from qianshan.mechanisms.codes.kernel.wrong import WrongNumber

__all__ = [
    "Level",
    "StatutoryNumber",
    "Uscc",
    "WrongNumber",
    "birth_date",
    "filing_number",
    "is_bank_card",
    "is_code",
    "is_division_code",
    "is_filing_number",
    "is_mobile",
    "is_resident_id",
    "is_uscc",
    "level_of",
    "make_uscc",
    "new_code",
    "parse_filing_number",
    "parse_project_number",
    "parse_uscc",
    "project_number",
]
