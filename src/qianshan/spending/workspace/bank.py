"""The bank's files: batches, their file for a charity without a direct line, and results by hand."""

import hashlib

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from qianshan.charities.api import charity
from qianshan.mechanisms.access.api import Hat
from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.documents.api import bytes_response
from qianshan.mechanisms.exchange.api import BadFile, open_differences, parcel, read_due, store
from qianshan.mechanisms.words import N_, Words
from qianshan.outside.bank.files import batch_file, read_result
from qianshan.spending.forms.small import ResultForm
from qianshan.spending.models import Batch, PaymentOrder
from qianshan.spending.queries.batches import batch_payload, batches_of
from qianshan.spending.workspace.orders import owned_by
from qianshan.web.forms import form_status, refusals_as_errors
from qianshan.web.hats import needs_hat

_MOST_BYTES = 2 * 1024 * 1024


@needs_hat
def batches(request: HttpRequest, hat: Hat) -> HttpResponse:
    """Batches with their fate, and the differences that wait for this charity."""
    return _page(request, hat, ResultForm())


def _page(request: HttpRequest, hat: Hat, form: ResultForm) -> HttpResponse:
    owner = owned_by(hat)
    lines = batches_of(owner.id)
    return render(
        request,
        "spending/batches.html",
        {
            "batches": [(line, parcel("bank", "bank.batch", line.code)) for line in lines],
            "differences": open_differences(hat.actor.at, owner_org_id=hat.organisation_id, system="bank"),
            "may_send": hat.may("payment.send").ok,
            "form": form,
        },
        status=form_status(form),
    )


@needs_hat
def download(_request: HttpRequest, hat: Hat, code: str) -> HttpResponse:
    """The batch as a file, for the bank's web pages: the same bytes that a direct line would carry."""
    owner = owned_by(hat)
    hat.may("payment.send").required()
    batch = Batch.objects.filter(code=code, charity_id=owner.id).first()
    if batch is None:
        raise NotFound(Words(N_("There is no such batch: %(code)s."), code=code))
    rows = list(PaymentOrder.objects.select_related("payee").filter(batch=batch).order_by("pk"))
    if not rows:
        raise NotFound(Words(N_("There is no such batch: %(code)s."), code=code))
    name, content = batch_file(batch_payload(code, charity(owner.id, on=hat.actor.date), rows), batch.made_at)
    return bytes_response(content, media_type="text/csv; charset=utf-8", name=name)


@needs_hat
def upload(request: HttpRequest, hat: Hat) -> HttpResponse:
    """Take a result file by hand: kept raw first, then read as one that the bank sent."""
    owner = owned_by(hat)
    hat.may("payment.send").required()
    form = ResultForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_as_errors(form):
            content = form.cleaned_data["file"].read(_MOST_BYTES + 1)
            if len(content) > _MOST_BYTES:
                raise BadFile("2 MB")
            batch = read_result(content).batch
            if not Batch.objects.filter(code=batch, charity_id=owner.id).exists():
                raise NotFound(Words(N_("There is no such batch: %(code)s."), code=batch), field="file")
            fresh = store(
                system="bank",
                kind="bank.result",
                name=f"upload-{hashlib.sha256(content).hexdigest()}",
                content=content,
                at=hat.actor.at,
                uploaded=True,
            )
            read_due(hat.actor.at)
            messages.success(
                request, _("The result was taken.") if fresh else _("This file was taken before.")
            )
            return redirect("spending_work:batches", uscc=hat.uscc)
    return _page(request, hat, form)
