"""The certificate of thanks and the receipt, as files."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

from qianshan.charities.api import charity
from qianshan.fundraising.api import plan, project_by_id
from qianshan.giving.commands.booking import LEAF
from qianshan.giving.public.own import own_gift
from qianshan.giving.queries.receipts import receipts_of
from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.calendar.clock import date_of
from qianshan.mechanisms.documents.api import bytes_response, file_response, render
from qianshan.mechanisms.translog.api import proof_for
from qianshan.mechanisms.words import N_, Words
from qianshan.web.addresses import absolute


@require_GET
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """The certificate of thanks of a booked gift: no tax document, and it says so."""
    gift, _by = own_gift(request, code)
    if gift.booked_at is None or gift.paid_at is None:
        raise NotFound(Words(N_("The certificate comes when the gift is booked.")))
    day = date_of(gift.paid_at)
    owner = charity(gift.charity_id, on=day)
    proof = proof_for(LEAF, code)
    with override("zh-hans"):
        donor = gift.shown_name or _("A kind person")
    data: dict[str, object] = {
        "code": code,
        "donor": donor,
        "amount_fen": gift.amount_fen,
        "given_on": day,
        "project": project_by_id(gift.project_id).name,
        "charity": owner.name,
        "issued_on": date_of(gift.booked_at),
        "check_url": absolute(f"/log/verify/?code={code}"),
        "filing_number": plan(gift.plan_id).filing_number,
    }
    if proof is not None:
        data |= {"log_index": proof.index, "checkpoint": proof.size}
    content = render("certificate", data, made_at=gift.booked_at)
    return bytes_response(content, media_type="application/pdf", name=f"{code}.pdf", inline=True)


@require_GET
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """The newest receipt of a gift, as the finance department's system gave it."""
    gift, _by = own_gift(request, code)
    for one in receipts_of(gift.id):
        if one.pdf_file_id:
            return file_response(one.pdf_file_id)
    raise NotFound(Words(N_("There is no receipt for this gift yet.")))
