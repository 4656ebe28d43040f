"""The door of the cases."""

from qianshan.mechanisms.cases.commands.application import (
    accept_case,
    decide,
    extend,
    propose,
    refuse_acceptance,
    send_back,
    sign,
)
from qianshan.mechanisms.cases.commands.closing import SERVICE_WAYS, Ruling
from qianshan.mechanisms.cases.commands.correction import Defect, return_case
from qianshan.mechanisms.cases.commands.filing import file_case, refuse_filing
from qianshan.mechanisms.cases.commands.holding import is_free, release_case, take_case
from qianshan.mechanisms.cases.commands.number import set_document_mark
from qianshan.mechanisms.cases.commands.opening import open_case
from qianshan.mechanisms.cases.commands.submission import resubmit, submit, withdraw
from qianshan.mechanisms.cases.drafts import (
    DraftChanged,
    DraftView,
    OpenPage,
    correct,
    discard_draft,
    draft,
    drafts,
    none_open,
    save_draft,
    start_draft,
)
from qianshan.mechanisms.cases.findings import findings, gaps
from qianshan.mechanisms.cases.queries.file import CaseFile, case_file
from qianshan.mechanisms.cases.queries.public import PublicDecision, public_decisions
from qianshan.mechanisms.cases.queries.queue import QueueFilter, correction_windows, punctuality, queue, tabs
from qianshan.mechanisms.cases.queries.rows import CaseRow, cases_of, waiting_for_applicant
from qianshan.mechanisms.cases.refusals import CaseChanged, FormIncomplete, NotTheHolder, SamePerson
from qianshan.mechanisms.cases.registry import PROCEDURES, procedure, register
from qianshan.mechanisms.cases.vocabulary import act_words, state_tone, state_words

__all__ = [
    "PROCEDURES",
    "SERVICE_WAYS",
    "CaseChanged",
    "CaseFile",
    "CaseRow",
    "Defect",
    "DraftChanged",
    "DraftView",
    "FormIncomplete",
    "NotTheHolder",
    "OpenPage",
    "PublicDecision",
    "QueueFilter",
    "Ruling",
    "SamePerson",
    "accept_case",
    "act_words",
    "case_file",
    "cases_of",
    "correct",
    "correction_windows",
    "decide",
    "discard_draft",
    "draft",
    "drafts",
    "extend",
    "file_case",
    "findings",
    "gaps",
    "is_free",
    "none_open",
    "open_case",
    "procedure",
    "propose",
    "public_decisions",
    "punctuality",
    "queue",
    "refuse_acceptance",
    "refuse_filing",
    "register",
    "release_case",
    "resubmit",
    "return_case",
    "save_draft",
    "send_back",
    "set_document_mark",
    "sign",
    "start_draft",
    "state_tone",
    "state_words",
    "submit",
    "tabs",
    "take_case",
    "waiting_for_applicant",
    "withdraw",
]
