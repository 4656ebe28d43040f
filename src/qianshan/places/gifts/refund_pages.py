"""Taking back what is unspent."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qianshan.fundraising.api import project_by_id
from qianshan.giving.api import RefundForm, ask_back, own_gift
from qianshan.mechanisms.acts.api import WrongState
from qianshan.mechanisms.money import yuan
from qianshan.mechanisms.words import N_, Words
from qianshan.places.gifts.parts import parts_of
from qianshan.web.forms import form_status, refusals_as_errors
from qianshan.web.hats import private


@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    """Ask how much goes back, at most what is unspent; then the channel is asked.

    Raises:
        WrongState: nothing of the gift is unspent.
    """
    gift, by = own_gift(request, code)
    left = sum(part.amount_fen for part in parts_of(gift) if part.step == "waiting")
    if not left:
        raise WrongState(Words(N_("Nothing of this gift is unspent; it cannot be taken back.")))
    form = RefundForm(request.POST or None, initial={"amount": yuan(left).replace(",", "")})
    if request.method == "POST" and form.is_valid():
        with refusals_as_errors(form):
            ask_back(
                code=code, amount_fen=form.cleaned_data["amount"], reason=form.cleaned_data["reason"], by=by
            )
            messages.info(
                request,
                _(
                    "Set aside for you: %(amount)s yuan. The channel sends it back the way it came, mostly within minutes."
                )
                % {"amount": yuan(form.cleaned_data["amount"])},
            )
            return HttpResponseRedirect(reverse("gifts:gift", args=[code]))
    content = {"gift": gift, "project": project_by_id(gift.project_id), "form": form, "left_fen": left}
    return private(render(request, "gifts/refund.html", content, status=form_status(form)))
