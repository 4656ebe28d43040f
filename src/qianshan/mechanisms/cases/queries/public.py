"""What everyone may read of decided cases."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from qianshan.mechanisms.calendar.clock import date_of
from qianshan.mechanisms.cases.kernel import Procedure
from qianshan.mechanisms.cases.kernel.states import GOOD
from qianshan.mechanisms.cases.models import Decision
from qianshan.mechanisms.cases.queries.rows import PAGE
from qianshan.mechanisms.cases.registry import PROCEDURES, procedure


@dataclass(frozen=True, slots=True)
class PublicDecision:
    """A decision that everyone may read: never its form, never a person."""

    case_code: str
    procedure: Procedure
    title: str
    organisation_name: str
    organisation_uscc: str
    authority_name: str
    number: str
    result_key: str
    submitted_on: date
    decided_on: date


def public_decisions(*, procedure_key: str = "", text: str = "", page: int = 1) -> list[PublicDecision]:
    """Filings and grants of public procedures, the newest first; one row more than a page holds."""
    shown = [key for key, declared in PROCEDURES.items() if declared.public]
    rows = Decision.objects.filter(outcome__in=GOOD, case__procedure__in=shown)
    if procedure_key:
        rows = rows.filter(case__procedure=procedure_key)
    if text:
        rows = rows.filter(
            Q(case__organisation__name__icontains=text) | Q(number=text) | Q(case__result_key=text)
        )
    start = (max(page, 1) - 1) * PAGE
    found = rows.select_related("case__organisation", "authority").order_by("-pk")[start : start + PAGE + 1]
    return [
        PublicDecision(
            case_code=row.case.code,
            procedure=procedure(row.case.procedure),
            title=row.case.title,
            organisation_name=row.case.organisation.name,
            organisation_uscc=row.case.organisation.uscc,
            authority_name=row.authority.name,
            number=row.number,
            result_key=row.case.result_key,
            submitted_on=date_of(row.case.submitted_at),
            decided_on=date_of(row.decided_at),
        )
        for row in found
    ]
