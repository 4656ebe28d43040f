"""The gift page: through the donor's link, from his phone, or in the browser in which it was ordered."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from qianshan.charities.api import charity
from qianshan.disclosure.api import reports_of_plan
from qianshan.fundraising.api import plan, project_by_id
from qianshan.giving.api import LEAF, GiftView, own_gift, receipts_of, refunds_of
from qianshan.mechanisms.calendar.clock import date_of, now
from qianshan.mechanisms.translog.api import proof_for
from qianshan.places.gifts.parts import Sum, merged, parts_of, sums_of
from qianshan.web.components.procedure import Proof
from qianshan.web.hats import private

_BAR = 1000
_REPORTS = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of the bar."""

    step: str
    x: int
    width: int


@require_GET
def gift_page(request: HttpRequest, code: str) -> HttpResponse:
    """What became of each fen of this gift; before it is booked, its result page."""
    gift, _by = own_gift(request, code)
    owner = charity(gift.charity_id, on=date_of(now()))
    if gift.booked_at is None:
        return HttpResponseRedirect(reverse("giving:result", args=[owner.uscc, code]))
    parts = parts_of(gift)
    sums = sums_of(parts)
    waiting = sum(part.amount_fen for part in parts if part.step == "waiting")
    filed = plan(gift.plan_id)
    content = {
        "gift": gift,
        "charity": owner,
        "project": project_by_id(gift.project_id),
        "plan": filed,
        "share": f"{filed.q_bp / 100:g}",
        "parts": merged(parts),
        "sums": sums,
        "pieces": pieces(sums, gift.amount_fen),
        "waiting_fen": waiting,
        "proof": proof_card_of(gift),
        "receipts": receipts_of(gift.id),
        "refunds": refunds_of(gift.id),
        "reports": reports_of_plan(gift.plan_id, limit=_REPORTS),
    }
    return private(render(request, "gifts/gift.html", content))


def pieces(sums: list[Sum], whole_fen: int) -> list[Piece]:
    """The bar in thousandths; every part that is there can be seen."""
    found: list[Piece] = []
    x = 0
    for number, one in enumerate(sums):
        last = number == len(sums) - 1
        width = _BAR - x if last else max(8, one.amount_fen * _BAR // whole_fen)
        found.append(Piece(one.step, x, max(width, 0)))
        x += width
    return found


def proof_card_of(gift: GiftView) -> Proof | None:
    """The gift's entry in the public log, once a published head covers it."""
    proof = proof_for(LEAF, gift.code)
    if proof is None:
        return None
    href = reverse("gifts_plain:proof", args=[gift.code])
    return Proof(proof.index, proof.size, len(proof.witnesses), href)
