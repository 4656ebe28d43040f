"""A charity's gifts, and money and receipts that wait for a person."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from qianshan.charities.api import charity_of_organisation
from qianshan.giving.commands.receipts import ask_again
from qianshan.giving.lists import GIFTS
from qianshan.giving.queries.receipts import failed_requests
from qianshan.mechanisms.access.api import Hat
from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.calendar.clock import now
from qianshan.mechanisms.channels.api import bill_differences_of, set_aside_of, settle_difference
from qianshan.mechanisms.exchange.api import open_differences
from qianshan.mechanisms.words import N_, Words
from qianshan.web.hats import needs_hat
from qianshan.web.listing import list_answer


def _charity_id(hat: Hat) -> int:
    return charity_of_organisation(hat.organisation_id, on=hat.actor.date).id


@require_GET
@needs_hat
def gifts(request: HttpRequest, hat: Hat) -> HttpResponseBase:
    """Booked gifts, to filter, sort and take away."""
    hat.may("gift.see").required()
    return list_answer(request, GIFTS, "giving/work_gifts.html", scope=_charity_id(hat))


@require_GET
@needs_hat
def open_matters(request: HttpRequest, hat: Hat) -> HttpResponse:
    """Payments set aside, differences with the channel's bills, refused receipts."""
    hat.may("gift.see").required()
    content = {
        "asides": set_aside_of(hat.organisation_id),
        "bills": bill_differences_of(hat.organisation_id),
        "differences": [
            one for one in open_differences(now(), owner_org_id=hat.organisation_id) if one.kind == "receipt"
        ],
        "failed": failed_requests(_charity_id(hat)),
        "may_ask": bool(hat.may("receipt.ask")),
    }
    return render(request, "giving/work_open.html", content)


@require_POST
@needs_hat
def settle(request: HttpRequest, hat: Hat, difference_id: int) -> HttpResponse:
    """Say how a difference with a bill was settled."""
    hat.may("receipt.ask").required()
    settle_difference(
        difference_id=difference_id,
        organisation_id=hat.organisation_id,
        settlement=request.POST.get("settlement", ""),
        by=hat.actor,
    )
    return HttpResponseRedirect(reverse("giving_work:open", args=[hat.uscc]))


@require_POST
@needs_hat
def receipt_again(request: HttpRequest, hat: Hat, request_id: int) -> HttpResponse:
    """Ask for a refused receipt anew.

    Raises:
        NotFound: it is another charity's, or not refused.
    """
    hat.may("receipt.ask").required()
    if request_id not in {one.request_id for one in failed_requests(_charity_id(hat))}:
        raise NotFound(Words(N_("There is no refused receipt of this number.")))
    ask_again(request_id=request_id, by=hat.actor)
    return HttpResponseRedirect(reverse("giving_work:open", args=[hat.uscc]))
