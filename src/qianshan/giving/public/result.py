"""What became of a payment: waiting, not paid, or booked with certificate, receipt and proof."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from qianshan.fundraising.api import project_by_id
from qianshan.giving.commands.booking import LEAF
from qianshan.giving.public.asking import state_of
from qianshan.giving.public.own import own_gift
from qianshan.giving.public.site import charity_with_site, site_of
from qianshan.giving.queries.receipts import receipts_of
from qianshan.giving.types import GiftView
from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.calendar.clock import SHANGHAI, date_of
from qianshan.mechanisms.channels.api import reconciled
from qianshan.mechanisms.money import yuan
from qianshan.mechanisms.translog.api import proof_for
from qianshan.mechanisms.words import N_, Words
from qianshan.web.components.procedure import Proof as ProofCard
from qianshan.web.components.procedure import Step
from qianshan.web.hats import private

_TEMPLATES = {"booked": "giving/booked.html", "closed": "giving/failed.html"}


@require_GET
def result(request: HttpRequest, uscc: str, code: str) -> HttpResponse:
    """Show where the gift stands."""
    owner = charity_with_site(uscc)
    gift, _by = own_gift(request, code)
    if gift.charity_id != owner.id:
        raise NotFound(Words(N_("There is no such gift on this site.")))
    state = state_of(gift)
    content: dict[str, object] = {
        "site": site_of(owner),
        "gift": gift,
        "project": project_by_id(gift.project_id),
        "state": state,
        "settled_by": settled_by(gift.paid_at or gift.ordered_at),
        "steps": waiting_steps(gift),
        "thanks_name": thanks_name(gift),
        "amount_text": yuan(gift.amount_fen).replace(",", ""),
    }
    if state == "booked":
        content |= _booked(gift)
    return private(render(request, _TEMPLATES.get(state, "giving/waiting.html"), content))


def thanks_name(gift: GiftView) -> str:
    """How the certificate names the donor: as the roll does, else “a kind person”."""
    return gift.shown_name or _("A kind person")


def settled_by(at: datetime) -> datetime:
    """Noon of the next day in Beijing: by then the channel's bill has come."""
    day = date_of(at) + timedelta(days=1)
    return datetime(day.year, day.month, day.day, 12, tzinfo=SHANGHAI)


def _clock(at: datetime | None) -> str:
    return at.astimezone(SHANGHAI).strftime("%H:%M:%S") if at else ""


def waiting_steps(gift: GiftView) -> list[Step]:
    """The steps of the waiting page."""
    paid = gift.paid_at is not None
    return [
        Step(_("Ordered"), "done", _clock(gift.ordered_at)),
        Step(
            _("Paid") if paid else _("Waiting for the channel's word"),
            "done" if paid else "now",
            _clock(gift.paid_at) if paid else _("If no word comes, we ask the channel ourselves."),
        ),
        Step(
            _("Booked and logged"),
            "now" if paid else "later",
            _("Then you get the certificate, the receipt and the proof."),
        ),
    ]


def _booked(gift: GiftView) -> dict[str, object]:
    proof = proof_for(LEAF, gift.code)
    logged = proof is not None
    card = (
        ProofCard(
            proof.index, proof.size, len(proof.witnesses), reverse("gifts_plain:proof", args=[gift.code])
        )
        if proof
        else None
    )
    settled = settled_by(gift.paid_at or gift.ordered_at)
    billed = reconciled([gift.transaction]).get(gift.transaction)
    return {
        "proof": card,
        "receipts": receipts_of(gift.id),
        "booked_steps": [
            Step(_("Paid"), "done", _clock(gift.paid_at)),
            Step(_("Booked"), "done", _clock(gift.booked_at)),
            Step(_("Logged"), "done" if logged else "now", "" if logged else _("within seconds")),
            Step(_("Agrees with the channel's bill"), "done", billed.isoformat())
            if billed
            else Step(_("To be reconciled"), "later", _("by %(day)s") % {"day": f"{settled:%m-%d %H:%M}"}),
        ],
    }
