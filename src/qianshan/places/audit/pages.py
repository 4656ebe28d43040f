"""The trace for the audit administrator: lists and one act."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qianshan.mechanisms.access.api import Hat
from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.acts.models import Act, ActOutcome
from qianshan.mechanisms.words import N_, Words
from qianshan.places.audit.lists import ACTS, REFUSALS, trace_rows
from qianshan.places.audit.menus import READ
from qianshan.web.components.facts import Fact
from qianshan.web.hats import needs_hat
from qianshan.web.listing import list_answer


@require_http_methods(["GET"])
@needs_hat
def acts(request: HttpRequest, hat: Hat) -> HttpResponseBase:
    """Every act, newest first."""
    hat.may(READ).required()
    return list_answer(request, ACTS, "audit/acts.html")


@require_http_methods(["GET"])
@needs_hat
def refusals(request: HttpRequest, hat: Hat) -> HttpResponseBase:
    """Every refused attempt, newest first."""
    hat.may(READ).required()
    return list_answer(request, REFUSALS, "audit/refusals.html")


@require_http_methods(["GET"])
@needs_hat
def act(request: HttpRequest, hat: Hat, act_id: int) -> HttpResponse:
    """One act with all it touched: field names, never values."""
    hat.may(READ).required()
    found = Act.objects.filter(pk=act_id).first()
    if found is None:
        raise NotFound(Words(N_("There is no such act.")))
    row = trace_rows([found])[0]
    outcome = ActOutcome.objects.filter(act_id=act_id).first()
    facts = [
        Fact(_("Actor"), row.actor, note=row.organisation),
        Fact(_("From where"), row.origin),
        Fact(_("Instant"), row.at),
        Fact(_("Recorded"), row.recorded_at),
        Fact(_("Reason"), row.reason or "–"),
        Fact(_("Steps within"), "\n".join(outcome.steps) if outcome and outcome.steps else "–"),
        Fact(_("Fields"), ", ".join(outcome.fields) if outcome and outcome.fields else "–"),
    ]
    return render(request, "audit/act.html", {"row": row, "facts": facts})
