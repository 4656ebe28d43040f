"""The list of projects: the declaration of fundraising, its rows as cards."""

from qianshan.fundraising.api import PROJECTS, ProjectView
from qianshan.mechanisms.calendar import clock
from qianshan.mechanisms.listing.api import Column, Kind
from qianshan.mechanisms.words import N_, Words
from qianshan.places.public.reading.cards import Card, cards


def project_cards(found: list[ProjectView]) -> list[Card]:
    """Rows of a page as cards, as of now."""
    return cards(found, clock.date_of(clock.now()))


PROJECT_CARDS = PROJECTS.shown_as(
    project_cards,
    (
        Column(
            "name",
            Words(N_("Project")),
            lambda card: card.project.name,
            sort="name",
            href=lambda card: card.href,
        ),
        Column("code", Words(N_("Code")), lambda card: card.project.code, kind=Kind.CODE),
        Column("charity", Words(N_("Charity")), lambda card: card.charity.name),
        Column("places", Words(N_("Carried out in")), lambda card: card.places),
        Column(
            "started",
            Words(N_("Begun on")),
            lambda card: card.project.starts_on,
            kind=Kind.DATE,
            sort="starts_on",
        ),
        Column("goal", Words(N_("Goal")), lambda card: card.project.goal_fen, kind=Kind.FEN, sort="goal_fen"),
        Column("received", Words(N_("Received")), lambda card: card.purse.received, kind=Kind.FEN),
        Column("reserved", Words(N_("Set aside")), lambda card: card.purse.reserved, kind=Kind.FEN),
        Column("paid", Words(N_("Paid out")), lambda card: card.purse.paid, kind=Kind.FEN),
        Column(
            "confirmed",
            Words(N_("Confirmed by beneficiaries")),
            lambda card: card.purse.confirmed,
            kind=Kind.FEN,
        ),
    ),
    default_sort="-started",
    page_rows=24,
)
