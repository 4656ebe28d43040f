"""A gift for programs: its parts as JSON, and its proof file. The same right as the page."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import override
from django.views.decorators.http import require_GET

from qianshan.fundraising.api import plan, project_by_id
from qianshan.giving.api import LEAF, own_gift
from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.calendar.clock import date_of
from qianshan.mechanisms.translog.api import proof_for
from qianshan.mechanisms.words import N_, Words
from qianshan.places.gifts.parts import parts_of
from qianshan.web.hats import private


@require_GET
def as_json(request: HttpRequest, code: str) -> HttpResponse:
    """The gift and its parts with kind, lane, fen and outflow; they sum to `amount_fen`."""
    gift, _by = own_gift(request, code)
    with override("en"):
        parts = parts_of(gift)
    return private(
        JsonResponse(
            {
                "code": gift.code,
                "amount_fen": gift.amount_fen,
                "paid_on": date_of(gift.paid_at).isoformat() if gift.paid_at else None,
                "booked": gift.booked_at is not None,
                "project": project_by_id(gift.project_id).code,
                "filing_number": plan(gift.plan_id).filing_number,
                "parts": [
                    {
                        "kind": part.kind,
                        "step": part.step,
                        "lane": part.lane,
                        "fen": part.amount_fen,
                        "outflow": part.outflow_id,
                        "order": part.order_ref,
                        "paid_on": part.paid_on.isoformat() if part.paid_on else None,
                        "confirmed_on": part.confirmed_on.isoformat() if part.confirmed_on else None,
                    }
                    for part in parts
                ],
            }
        )
    )


@require_GET
def proof(request: HttpRequest, code: str) -> HttpResponse:
    """The gift's `.tlog-proof` file.

    Raises:
        NotFound: no published head covers it yet.
    """
    gift, _by = own_gift(request, code)
    found = proof_for(LEAF, gift.code)
    if found is None:
        raise NotFound(
            Words(N_("The entry is not in a published head of the log yet. Try again in a minute."))
        )
    response = HttpResponse(found.text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.file_name}"'
    return private(response)
