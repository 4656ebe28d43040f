"""Facts of a project: who raises, what to know before giving, for whom it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from qianshan.charities.api import CharityView
from qianshan.disclosure.api import calendar
from qianshan.fundraising.api import PlanView
from qianshan.mechanisms.obligations.api import Standing, State
from qianshan.places.public.reading.cards import Card
from qianshan.web.components.facts import Fact
from qianshan.web.components.money import share

FULL_BP = 10_000


@dataclass(frozen=True, slots=True)
class CostView:
    """What raising and running cost, against what the plan allows, in fen and basis points."""

    paid_fen: int
    received_fen: int
    plan_bp: int

    @property
    def value_bp(self) -> int:
        """Cost paid as a share of what was received."""
        return self.paid_fen * FULL_BP // self.received_fen if self.received_fen else 0

    @property
    def plan_percent(self) -> str:
        """What the plan allows, as people read it."""
        return f"{self.plan_bp / 100:g}%"


def duties_of(card: Card, on: date) -> list[Standing]:
    """What had to be published about a project and its plans, by due day."""
    return calendar(card.project.code, on)


def identity_facts(card: Card, current: PlanView | None) -> list[Fact]:
    """What the law wants in plain sight: name, certificate, plan, contact, way to check (CL art 25)."""
    owner = card.charity
    facts = []
    if current:
        confirmed = current.number_confirmed_on
        note = (
            _("agrees with Charity China, %(day)s") % {"day": confirmed.isoformat()}
            if confirmed
            else _("filed %(day)s; the national copy has not confirmed the number yet")
            % {"day": current.filed_on.isoformat()}
        )
        facts.append(Fact(_("Filing number"), current.filing_number, note=note, code=True))
    facts.append(Fact(_("Raised by"), owner.name, href=reverse("public:charity", args=[owner.uscc])))
    facts += _certificate(owner)
    if current and current.partner_name:
        facts.append(Fact(_("Together with"), current.partner_name))
    if card.places:
        facts.append(Fact(_("Carried out in"), card.places))
    if current:
        facts.append(
            Fact(
                _("Contact"),
                current.responsible_person,
                note=f"{current.contact_phone} · {current.office_address}",
            )
        )
    return facts


def _certificate(owner: CharityView) -> list[Fact]:
    held = owner.qualification
    if held is None:
        return []
    href = reverse("charities:certificate", args=[held.code])
    return [Fact(_("Public fundraising certificate"), held.certificate_number, href=href, code=True)]


def facts_before(card: Card, duties: Sequence[Standing], cost: CostView) -> list[Fact]:
    """What to know before giving: silence shows."""
    purse = card.purse
    return [
        *_disclosure(duties),
        *_next(duties),
        Fact(
            _("Cost of this project"),
            share(cost.paid_fen, cost.received_fen),
            note=_("the plan allows %(percent)s") % {"percent": cost.plan_percent},
        ),
        Fact(
            _("Confirmed by beneficiaries"),
            share(purse.confirmed, purse.paid - cost.paid_fen),
            note=_("of what was paid out to them"),
        ),
    ]


def _disclosure(duties: Sequence[Standing]) -> list[Fact]:
    kept = sum(one.state is State.KEPT for one in duties)
    late = [one for one in duties if one.state is State.LATE]
    missing = [one for one in duties if one.state is State.MISSING]
    if not kept and not late and not missing:
        return [Fact(_("Disclosure"), _("nothing was due yet"))]
    words = [ngettext("%(n)s on time", "%(n)s on time", kept) % {"n": kept}] if kept else []
    words += [ngettext("%(n)s late", "%(n)s late", len(late)) % {"n": len(late)}] if late else []
    words += (
        [
            ngettext("%(n)s overdue and unpublished", "%(n)s overdue and unpublished", len(missing))
            % {"n": len(missing)}
        ]
        if missing
        else []
    )
    named = str((missing or late)[-1].duty.title) if missing or late else ""
    tone = "late" if missing else ""
    return [Fact(_("Disclosure"), pgettext("clauses", ", ").join(words), note=named, tone=tone)]


def _next(duties: Sequence[Standing]) -> list[Fact]:
    ahead = [one for one in duties if one.state in (State.AHEAD, State.OPEN, State.DUE_TODAY)]
    if not ahead:
        return []
    first = min(ahead, key=lambda one: one.duty.due.on)
    return [Fact(_("Next disclosure"), first.duty.due.on.isoformat(), note=str(first.duty.title))]


def about_facts(card: Card, current: PlanView | None) -> list[Fact]:
    """For whom it is, how they are chosen, and what happens to a surplus."""
    project = card.project
    facts = [
        Fact(_("For whom"), project.beneficiary_scope),
        Fact(_("How many"), project.beneficiary_count),
        Fact(
            _("Carried out"),
            _("%(first)s to %(last)s") % {"first": project.starts_on, "last": project.ends_on},
        ),
    ]
    if current:
        facts += [
            Fact(_("How they are chosen"), current.beneficiary_choice),
            Fact(_("What happens to a surplus"), current.surplus),
        ]
    return [fact for fact in facts if fact.value]
