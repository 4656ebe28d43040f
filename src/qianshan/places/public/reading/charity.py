"""What the page of a charity shows."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from qianshan.charities.api import CharityView, Form, charities, charity_by_uscc
from qianshan.fundraising.api import projects
from qianshan.mechanisms.obligations.api import Punctuality, Standing, State, standings
from qianshan.mechanisms.words import N_, Words
from qianshan.places.public.reading.cards import Card, cards
from qianshan.places.public.reading.money import Purse
from qianshan.web.components.facts import Fact
from qianshan.web.components.money import MoneyRow, MoneyTable

FORM_WORDS = {
    Form.FOUNDATION: N_("Foundation"),
    Form.SOCIAL_GROUP: N_("Social group"),
    Form.SOCIAL_SERVICE_AGENCY: N_("Social service agency"),
    Form.RED_CROSS: N_("Red Cross society"),
}
YEAR_DAYS = 365


@dataclass(frozen=True, slots=True)
class CharityPage:
    """Everything on the page of a charity."""

    charity: CharityView
    form: Words
    cards: list[Card]
    purse: Purse
    table: MoneyTable
    identity: list[Fact]
    punctuality: Punctuality
    missing: list[Standing]


def charity_page(uscc: str, on: date) -> CharityPage:
    """Read the page of a charity.

    Raises:
        NotFound: the register does not know it.
    """
    found = charity_by_uscc(uscc, on=on)
    own = cards(projects(charity_id=found.id), on)
    total = Purse()
    for card in own:
        total = Purse(
            **{name: getattr(total, name) + getattr(card.purse, name) for name in Purse.__dataclass_fields__}
        )
    owed = standings(on, owner_id=found.organisation_id)
    return CharityPage(
        found,
        Words(FORM_WORDS[Form(found.form)]),
        own,
        total,
        project_table(own, total),
        identity(found),
        judged(owed, on),
        [one for one in owed if one.state is State.MISSING],
    )


def judged(owed: list[Standing], on: date) -> Punctuality:
    """Of what fell due within a year up to this day: kept, late, still missing."""
    first = on - timedelta(days=YEAR_DAYS)
    states = [one.state for one in owed if first <= one.duty.due.on <= on]
    return Punctuality(states.count(State.KEPT), states.count(State.LATE), states.count(State.MISSING))


def project_table(own: list[Card], total: Purse) -> MoneyTable:
    """The charity's projects with the four money steps and their totals."""
    rows = [MoneyRow(card.project.name, _steps(card.purse), card.href, str(card.stage.words)) for card in own]
    columns = (_("Received"), _("Set aside"), _("Paid out"), _("Confirmed by beneficiaries"))
    return MoneyTable(_("Unit: yuan"), _("Project"), columns, rows, MoneyRow(_("Total"), _steps(total)))


def _steps(purse: Purse) -> tuple[int, int, int, int]:
    return (purse.received, purse.reserved, purse.paid, purse.confirmed)


def identity(one: CharityView) -> list[Fact]:
    """Who it is, as registered."""
    facts = [
        Fact(_("Unified social credit code"), one.uscc, code=True),
        Fact(_("Legal form"), _(FORM_WORDS[Form(one.form)])),
        Fact(_("Registered"), one.registered_on.isoformat(), note=one.authority_name),
        Fact(_("Address"), one.address),
        Fact(_("Phone"), one.phone),
    ]
    if one.recognised_on:
        facts.append(Fact(_("Charity since"), one.recognised_on.isoformat()))
    if one.qualification:
        facts.append(
            Fact(
                _("Public fundraising certificate"),
                one.qualification.certificate_number,
                note=_("since %(day)s") % {"day": one.qualification.valid_from.isoformat()},
                href=reverse("charities:certificate", args=[one.qualification.code]),
                code=True,
            )
        )
    return [fact for fact in facts if fact.value]


def charity_list(on: date) -> list[CharityView]:
    """All charities of the province by name."""
    return sorted(charities(on=on), key=lambda one: one.uscc)
