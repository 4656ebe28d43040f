"""What the checks of a filing look at, and who may file: gathered from the registers."""

from collections.abc import Iterable, Mapping
from datetime import date

from qianshan.charities.api import CharityView, charity_of_organisation
from qianshan.fundraising.checks.filing import FilingFacts
from qianshan.fundraising.queries import plans, platforms, project, projects
from qianshan.mechanisms.acts.api import NotAllowed, NotFound
from qianshan.mechanisms.cases.kernel import Applicant, Choice, Values
from qianshan.mechanisms.divisions.api import children, is_within
from qianshan.mechanisms.words import N_, Words

PROVINCE = "52"

CONTENT_GROUPS: dict[str, tuple[str, ...]] = {
    N_("Purpose"): ("purpose",),
    N_("Start and end"): ("starts_on", "ends_on"),
    N_("Places"): ("divisions",),
    N_("Person responsible and office address"): ("responsible_person", "office_address", "contact_phone"),
    N_("Ways of giving"): ("modes",),
    N_("Bank account"): ("account",),
    N_("Beneficiaries"): ("beneficiary_scope", "beneficiary_count", "beneficiary_choice"),
    N_("Use of the money and goods"): ("uses", "aid"),
    N_("Expected amount and fundraising cost"): ("goal_fen",),
    N_("Surplus"): ("surplus",),
}


def place_choices(on: date) -> tuple[Choice, ...]:
    """The province, its prefectures and counties by name."""
    found = [Choice(PROVINCE, "贵州省", plain=True)]
    for prefecture in children(PROVINCE, on):
        found.append(Choice(prefecture.code, prefecture.name, plain=True))
        found += [Choice(county.code, county.name, plain=True) for county in children(prefecture.code, on)]
    return tuple(found)


def plan_applicant(organisation_id: int, on: date) -> Applicant:
    """The charity that files, with the lists of its form.

    Raises:
        NotAllowed: it is no charity, or holds no public fundraising qualification that day.
    """
    try:
        owner = charity_of_organisation(organisation_id, on=on)
    except NotFound as none:
        raise NotAllowed(Words(N_("Only charities file fundraising plans."))) from none
    if owner.qualification is None:
        raise NotAllowed(
            Words(
                N_(
                    "Only a charity with the public fundraising qualification files a plan (Charity Law, art 22)."
                )
            )
        )
    return Applicant(
        organisation_id=organisation_id,
        uscc=owner.uscc,
        name=owner.name,
        authority_id=owner.authority_id,
        choices={
            "projects": tuple(Choice(p.code, p.name, plain=True) for p in projects(charity_id=owner.id)),
            "accounts": _accounts(owner),
            "platforms": tuple(
                Choice(p.key, p.name, N_("designated by the Ministry of Civil Affairs"), plain=True)
                for p in platforms(on)
            ),
            "places": place_choices(on),
        },
    )


def _accounts(owner: CharityView) -> tuple[Choice, ...]:
    if owner.account is None:
        return ()
    label = f"{owner.account.holder_name} · {owner.account.bank_name} · {owner.account.tail}"
    return (Choice("own", label, plain=True),)


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def _rows(value: object) -> list[Mapping[str, object]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def amount(value: object) -> int:
    """A whole number of a form value, such as fen; nothing counts as none."""
    return value if isinstance(value, int) else 0


def filing_facts(applicant: Applicant, values: Values, documents: Mapping[str, int], on: date) -> FilingFacts:
    """A plan's facts from its form, half-filled or whole, on the day of sending."""
    owner = charity_of_organisation(applicant.organisation_id, on=on)
    lines = _rows(values.get("uses"))
    groups = {
        name: all(values.get(key) not in (None, "", []) for key in keys)
        for name, keys in CONTENT_GROUPS.items()
    }
    goal = values.get("goal_fen")
    partner = values.get("has_partner")
    return FilingFacts(
        on=on,
        starts_on=_day(values.get("starts_on")),
        ends_on=_day(values.get("ends_on")),
        emergency=values.get("emergency") is True,
        emergency_event=str(values.get("emergency_event") or ""),
        filled=tuple(name for name, there in groups.items() if there),
        empty=tuple(name for name, there in groups.items() if not there),
        goal_fen=goal if isinstance(goal, int) else None,
        uses_fen=tuple(amount(row.get("amount")) for row in lines),
        fundraising_cost_fen=sum(
            amount(row.get("amount")) for row in lines if row.get("kind") == "fundraising"
        ),
        modes=_texts(values.get("modes")),
        platforms=_texts(values.get("platforms")),
        places_outside=_outside(_texts(values.get("divisions")), owner.division_code, on),
        qualified_since=owner.qualification.valid_from if owner.qualification else None,
        account_holder=owner.account.holder_name if owner.account and values.get("account") else "",
        organisation_name=owner.name,
        scope=owner.scope,
        purpose=str(values.get("purpose") or ""),
        charter_clause=str(values.get("charter_clause") or ""),
        has_partner=partner if isinstance(partner, bool) else None,
        partner_named=bool(values.get("partner_name")),
        partner_agreement=bool(documents.get("agreement")),
        partner_evaluation=bool(documents.get("evaluation")),
        resolution=bool(documents.get("resolution")),
        resolution_on=_day(values.get("resolution_on")),
        overlapping=_overlapping(str(values.get("project") or ""), on),
    )


def _outside(codes: Iterable[str], area: str, on: date) -> tuple[str, ...]:
    return tuple(code for code in codes if not is_within(code, area, on))


def _overlapping(project_code: str, on: date) -> tuple[tuple[str, date], ...]:
    if not project_code:
        return ()
    try:
        found = project(project_code)
    except NotFound:
        return ()
    others = plans(project_id=found.id)
    return tuple((one.filing_number, one.ended_on or one.ends_on) for one in others if one.ends_on >= on)
