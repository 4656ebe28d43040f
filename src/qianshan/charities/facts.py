"""Who may apply for what, and what the checks look at."""

from collections.abc import Mapping
from datetime import date

from qianshan.charities.checks.qualification import Member, QualificationFacts
from qianshan.charities.checks.recognition import RecognitionFacts
from qianshan.charities.models import Qualification
from qianshan.charities.queries import charity_of_organisation
from qianshan.charities.types import CharityView, Form
from qianshan.mechanisms.acts.api import NotAllowed, NotFound
from qianshan.mechanisms.cases.kernel import Applicant, Values
from qianshan.mechanisms.words import N_, Words

RULE_SLOTS = (
    "rule_finance",
    "rule_project",
    "rule_procurement",
    "rule_asset",
    "rule_staff",
    "rule_archive",
    "rule_accounts",
    "rule_disclosure",
)


def _owner(organisation_id: int, on: date) -> CharityView:
    try:
        return charity_of_organisation(organisation_id, on=on)
    except NotFound as none:
        raise NotAllowed(
            Words(N_("Only organisations of the register of social organisations may apply for this."))
        ) from none


def _applicant(owner: CharityView) -> Applicant:
    return Applicant(
        organisation_id=owner.organisation_id,
        uscc=owner.uscc,
        name=owner.name,
        authority_id=owner.authority_id,
    )


def recognition_applicant(organisation_id: int, on: date) -> Applicant:
    """An organisation that is registered and no charity yet; the authority is the one that registered it.

    Raises:
        NotAllowed: it is not in the register, or is a charity already.
    """
    owner = _owner(organisation_id, on)
    if owner.recognised_on is not None:
        raise NotAllowed(Words(N_("It has been a charity since %(day)s."), day=owner.recognised_on))
    return _applicant(owner)


def qualification_applicant(organisation_id: int, on: date) -> Applicant:
    """A charity, or a Red Cross society by its own law, without a certificate in force.

    Raises:
        NotAllowed: it is no charity, or holds a certificate.
    """
    owner = _owner(organisation_id, on)
    if owner.qualification is not None:
        raise NotAllowed(
            Words(N_("It holds the certificate %(number)s."), number=owner.qualification.certificate_number)
        )
    if owner.recognised_on is None and owner.form != Form.RED_CROSS:
        raise NotAllowed(
            Words(N_("Only a charity may apply: recognition comes first (Charity Law, art 10)."))
        )
    return _applicant(owner)


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def _said(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _rows(value: object) -> list[dict[str, object]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def recognition_facts(
    applicant: Applicant, values: Values, documents: Mapping[str, int], on: date
) -> RecognitionFacts:
    """An application for recognition from its form, half-filled or whole."""
    owner = charity_of_organisation(applicant.organisation_id, on=on)
    people = _rows(values.get("persons"))
    items = values.get("charter_items")
    return RecognitionFacts(
        on=on,
        form=owner.form,
        registered_on=owner.registered_on,
        resolution_body=str(values.get("resolution_body") or ""),
        charter_items=len(items) if isinstance(items, list) else None,
        surplus_clause=_said(values.get("surplus_clause")),
        spending_kept=_said(values.get("spending_kept")),
        nonprofit=_said(values.get("nonprofit")),
        finance_rules=_said(values.get("finance_rules")),
        persons=len(people),
        barred=tuple(str(row.get("name")) for row in people if row.get("barred") not in (None, "none")),
        last_penalty_on=_day(values.get("last_penalty_on")),
        abnormal=_said(values.get("not_abnormal")),
    )


def _member(row: Mapping[str, object]) -> Member:
    return Member(
        name=str(row.get("name") or ""),
        employer=str(row.get("employer") or ""),
        group=str(row.get("group") or ""),
        mainland=row.get("mainland") != "no",
        relative_of=str(row.get("relative_of") or ""),
    )


def qualification_facts(
    applicant: Applicant, values: Values, documents: Mapping[str, int], on: date
) -> QualificationFacts:
    """An application for the qualification from its form, half-filled or whole."""
    owner = charity_of_organisation(applicant.organisation_id, on=on)
    revoked = (
        Qualification.objects.filter(charity_id=owner.id, revoked=True)
        .order_by("-valid_to")
        .values_list("valid_to", flat=True)
        .first()
    )
    return QualificationFacts(
        on=on,
        level=owner.level,
        recognised_on=owner.recognised_on,
        by_other_law=owner.form == Form.RED_CROSS,
        board=tuple(_member(row) for row in _rows(values.get("board"))),
        representative_mainland=_said(values.get("representative_mainland")),
        secretary_full_time=_said(values.get("secretary_full_time")),
        secretary_is_chair=_said(values.get("secretary_is_chair")),
        full_time_staff=_number(values.get("full_time_staff")),
        supervisors=_number(values.get("supervisors")),
        rules=sum(1 for slot in RULE_SLOTS if documents.get(slot)),
        ratios_kept=_said(values.get("ratios_kept")),
        reports_in_time=_said(values.get("reports_in_time")),
        last_violation_on=_day(values.get("last_violation_on")),
        revoked_on=revoked,
    )
