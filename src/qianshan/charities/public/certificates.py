"""Checking a public fundraising certificate by the code in its QR, and the paper itself."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from qianshan.charities.queries import Certificate, certificate
from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.calendar import clock
from qianshan.mechanisms.codes.kernel.public import is_code
from qianshan.mechanisms.documents.api import qr_svg
from qianshan.mechanisms.words import N_, Words


def _certificate(code: str) -> Certificate:
    found = certificate(code) if is_code(code, "ZG") else None
    if found is None:
        raise NotFound(
            Words(N_("There is no certificate with this code. Do not give on the strength of it."))
        )
    return found


@require_GET
def check(request: HttpRequest, code: str) -> HttpResponse:
    """The answer before anything else: in force, or ended and when."""
    found = _certificate(code)
    today = clock.date_of(clock.now())
    in_force = found.valid_to is None or today < found.valid_to
    return render(
        request, "charities/certificate.html", {"found": found, "in_force": in_force, "today": today}
    )


@require_GET
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """The certificate as a page to print, with its QR."""
    found = _certificate(code)
    address = settings.BASE_URL + reverse("charities:certificate", args=[code])
    return render(
        request,
        "charities/certificate_paper.html",
        {"found": found, "qr": mark_safe(qr_svg(address)), "address": address},  # noqa: S308  (drawn by segno),
    )
