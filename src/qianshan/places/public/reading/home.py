"""What the home page shows: four live figures, running projects, what was published today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from qianshan.disclosure.api import ReportView, newest_reports
from qianshan.fundraising.api import PlanView, plans, projects
from qianshan.mechanisms.ledger.api import figures_of
from qianshan.mechanisms.obligations.api import Punctuality, punctuality
from qianshan.places.public.reading.cards import Card, cards, running_projects
from qianshan.places.public.reading.money import Purse, purse
from qianshan.web.components.money import BAR_WIDTH, share

CARDS_SHOWN = 6
YEAR_DAYS = 365
PUBLISHED_SHOWN = 8
LATEST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class MoneyStep:
    """One of the four steps as a bar."""

    name: str
    step: str
    fen: int
    width: int
    share: str


@dataclass(frozen=True, slots=True)
class Published:
    """Something that was published on a day."""

    what: str
    about: str
    href: str
    days_late: int
    on: date


@dataclass(frozen=True, slots=True)
class Home:
    """The home page's figures on a day."""

    purse: Purse
    running: int
    cards: list[Card]
    steps: list[MoneyStep]
    punctuality: Punctuality
    published: list[Published]
    latest: list[Published]


def home(on: date) -> Home:
    """Read the home page; the number of queries does not depend on how much there is."""
    filed = plans()
    total = purse(figures_of(plan.fund_id for plan in filed).values())
    running = running_projects(on)
    published = published_on(on, filed)
    return Home(
        purse=total,
        running=len(running),
        cards=cards(running[:CARDS_SHOWN], on),
        steps=money_steps(total),
        punctuality=punctuality(on - timedelta(days=YEAR_DAYS), on),
        published=published,
        latest=[] if published else reports_as_lines(newest_reports(limit=LATEST_SHOWN)),
    )


def money_steps(total: Purse) -> list[MoneyStep]:
    """The four steps against what was received."""
    named = [
        (_("Received"), "received", total.received),
        (_("Set aside"), "reserved", total.reserved),
        (_("Paid out"), "paid", total.paid),
        (_("Confirmed by beneficiaries"), "confirmed", total.confirmed),
    ]
    whole = max(total.received, 1)
    return [
        MoneyStep(name, step, fen, min(BAR_WIDTH, BAR_WIDTH * fen // whole), share(fen, total.received))
        for name, step, fen in named
    ]


def published_on(on: date, filed: Sequence[PlanView]) -> list[Published]:
    """Reports published and plans filed on a day, the newest reports first."""
    lines = reports_as_lines(newest_reports(on=on, limit=PUBLISHED_SHOWN))
    today = [plan for plan in filed if plan.filed_on == on][:PUBLISHED_SHOWN]
    lines += [
        Published(
            _("fundraising plan filed"), plan.name, reverse("public:plan", args=[plan.filing_number]), 0, on
        )
        for plan in today
    ]
    return lines


def reports_as_lines(reports: Sequence[ReportView]) -> list[Published]:
    """Reports with the names of their projects, in one query more."""
    names = {one.id: one for one in projects(ids={report.project_id for report in reports})}
    return [
        Published(
            str(report.title),
            names[report.project_id].name,
            reverse("reports:show", args=[report.code]),
            report.days_late,
            report.latest.published_on,
        )
        for report in reports
    ]
