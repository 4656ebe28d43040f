"""Signing, sending back, cancelling: each a POST that leads back to the order."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from qianshan.mechanisms.access.api import Hat
from qianshan.spending.commands.signing import cancel_order, return_order, sign_first, sign_second
from qianshan.spending.forms.small import EndForm, SignFirstForm, SignSecondForm
from qianshan.spending.queries.orders import order_row
from qianshan.spending.types import OrderState
from qianshan.spending.workspace.orders import order_page, owned_by
from qianshan.web.forms import form_status, refusals_as_errors
from qianshan.web.hats import needs_hat


@require_POST
@needs_hat
def first(request: HttpRequest, hat: Hat, code: str) -> HttpResponse:
    """The first signature."""
    form = SignFirstForm(request.POST)
    if form.is_valid():
        with refusals_as_errors(form):
            sign_first(code=code, **form.cleaned_data, by=hat.actor)
            return redirect("spending_work:order", uscc=hat.uscc, code=code)
    return _again(request, hat, code, form)


@require_POST
@needs_hat
def second(request: HttpRequest, hat: Hat, code: str) -> HttpResponse:
    """The second signature."""
    form = SignSecondForm(request.POST)
    if form.is_valid():
        with refusals_as_errors(form):
            sign_second(code=code, **form.cleaned_data, by=hat.actor)
            return redirect("spending_work:order", uscc=hat.uscc, code=code)
    return _again(request, hat, code, form)


@require_POST
@needs_hat
def end(request: HttpRequest, hat: Hat, code: str) -> HttpResponse:
    """Send back an order that waits, or cancel one that is reserved."""
    form = EndForm(request.POST)
    row = order_row(code, charity_id=owned_by(hat).id)
    act = cancel_order if row.state == OrderState.RESERVED else return_order
    if form.is_valid():
        with refusals_as_errors(form):
            act(code=code, **form.cleaned_data, by=hat.actor)
            return redirect("spending_work:order", uscc=hat.uscc, code=code)
    return _again(request, hat, code, form)


def _again(
    request: HttpRequest, hat: Hat, code: str, form: SignFirstForm | SignSecondForm | EndForm
) -> HttpResponse:
    row = order_row(code, charity_id=owned_by(hat).id)
    if isinstance(form, EndForm):
        return order_page(request, hat, row, end_form=form, status=form_status(form))
    return order_page(request, hat, row, form=form, status=form_status(form))
