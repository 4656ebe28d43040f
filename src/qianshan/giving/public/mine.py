"""My giving: what was given from the proved phone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from qianshan.fundraising.api import projects
from qianshan.giving.queries.gifts import gifts_of
from qianshan.web.proofs import PhoneProof, needs_phone


@require_GET
@needs_phone
def mine(request: HttpRequest, proof: PhoneProof) -> HttpResponse:
    """The donor's gifts, newest first, with their sum."""
    gifts = gifts_of(proof.person_id) if proof.person_id else []
    names = {one.id: one for one in projects(ids={gift.project_id for gift in gifts})}
    return render(
        request,
        "giving/mine.html",
        {
            "gifts": [(gift, names[gift.project_id]) for gift in gifts],
            "total_fen": sum(gift.amount_fen for gift in gifts),
            "masked": proof.phone[:3] + "****" + proof.phone[-4:],
        },
    )
