"""Denied payments of the charities that register with this authority."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from qianshan.mechanisms.access.api import Hat
from qianshan.spending.commands.denials import read_denial
from qianshan.spending.queries.denials import denials_of_authority
from qianshan.web.hats import needs_hat


@needs_hat
def denials(request: HttpRequest, hat: Hat) -> HttpResponse:
    """Open and settled denials, open ones first; each leads to its case."""
    hat.may("denial.settle").required()
    return _page(request, hat)


@require_POST
@needs_hat
def read(request: HttpRequest, hat: Hat, denial_id: int) -> HttpResponse:
    """Read what the household said; an act keeps who read it."""
    words = read_denial(denial_id=denial_id, reason="case", by=hat.actor)
    return _page(request, hat, {denial_id: words})


def _page(request: HttpRequest, hat: Hat, said: dict[int, str] | None = None) -> HttpResponse:
    found = denials_of_authority(hat.organisation_id, on=hat.actor.date)
    lines = [(one, (said or {}).get(one.id)) for one in found]
    return render(request, "spending/denials.html", {"lines": lines})
