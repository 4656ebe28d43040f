"""A filed plan as pages show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from qianshan.fundraising.models import ListingCheck
from qianshan.fundraising.procedures.plan_form import TIME, USES
from qianshan.fundraising.types import PlanState, PlanView
from qianshan.mechanisms.access.api import organisations, staff_names
from qianshan.mechanisms.divisions.api import name_path
from qianshan.mechanisms.money import Fen, yuan
from qianshan.mechanisms.words import N_, Words
from qianshan.web.components.facts import Fact

_STATES = {
    PlanState.AHEAD: (N_("Filed, not started"), "running"),
    PlanState.RUNNING: (N_("Raising"), "done"),
    PlanState.ENDED: (N_("Ended"), "plain"),
}


def plan_chip(one: PlanView, on: date) -> tuple[Words, str]:
    """Word and tone of a plan's state."""
    words, tone = _STATES[one.state(on)]
    return Words(words), tone


def _label(step_fields: Iterable[object], key: str, value: str) -> str:
    for field in step_fields:
        if getattr(field, "key", "") == key:
            for choice in getattr(field, "choices", ()):
                if choice.key == value:
                    return str(Words(choice.label))
    return value


def use_kind(kind: str) -> str:
    """What a line of the planned use is for."""
    column = next(c for f in USES.fields if f.key == "uses" for c in f.columns if c.key == "kind")
    return str(Words(next((c.label for c in column.choices if c.key == kind), kind)))


def filed_facts(one: PlanView, on: date) -> list[Fact]:
    """What was filed, in the order of the national form."""
    confirmed = (
        _("confirmed by the national system on %(day)s") % {"day": one.number_confirmed_on}
        if one.number_confirmed_on
        else _("ours, provisional until the national system confirms it")
    )
    modes = _(", ").join(_label(TIME.fields, "modes", mode) for mode in one.modes)
    places = _(", ").join(name_path(code, on) or code for code in one.divisions)
    return [
        Fact(_("Filing number"), one.filing_number, confirmed, code=True),
        Fact(_("Filed on"), one.filed_on.isoformat()),
        Fact(_("Start and end"), _("%(start)s to %(end)s") % {"start": one.starts_on, "end": one.ends_on}),
        Fact(_("Purpose of the fundraising"), one.purpose),
        Fact(_("Ways of raising"), modes),
        Fact(_("Places where the project is carried out"), places),
        Fact(_("Beneficiaries"), one.beneficiary_scope, str(one.beneficiary_count)),
        Fact(_("How beneficiaries are chosen and confirm receipt"), one.beneficiary_choice),
        Fact(_("Expected amount"), _("%(yuan)s yuan") % {"yuan": yuan(Fen(one.goal_fen))}),
        Fact(_("Share of cost"), f"{one.q_bp // 100}.{one.q_bp % 100:02d}%"),
        Fact(_("Money and goods given directly or through others"), one.aid),
        Fact(_("Surplus"), one.surplus),
        Fact(
            _("Account that receives"),
            _("%(holder)s, %(bank)s, ending in %(tail)s")
            % {"holder": one.account_holder, "bank": one.account_bank, "tail": one.account_tail},
        ),
        Fact(_("Person responsible"), one.responsible_person, f"{one.contact_phone} · {one.office_address}"),
        Fact(_("Partner"), one.partner_name or _("None")),
    ]


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One look at a platform's page: when, by whom, what was seen."""

    listing_id: int
    at: datetime
    live: bool
    seen: str
    who: str
    organisation: str
    evidence_id: int | None


def listing_checks(listing_ids: Iterable[int]) -> list[CheckLine]:
    """The looks at these listings, newest first, at most 50; names of people as their office knows them."""
    rows = list(ListingCheck.objects.filter(listing_id__in=list(listing_ids)).order_by("-pk")[:50])
    names = staff_names([row.by_person_id for row in rows])
    offices = organisations([row.as_organisation_id for row in rows])
    return [
        CheckLine(
            row.listing_id,
            row.at,
            row.live,
            row.seen,
            names.get(row.by_person_id, ""),
            offices[row.as_organisation_id].name if row.as_organisation_id in offices else "",
            row.evidence_document_id,
        )
        for row in rows
    ]
