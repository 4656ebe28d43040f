"""The confirm step of every decision: it reads aloud what will happen, asks what is needed, then acts."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from qianshan.mechanisms.access.api import Hat
from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.cases.api import (
    Defect,
    Ruling,
    accept_case,
    decide,
    extend,
    file_case,
    propose,
    refuse_acceptance,
    refuse_filing,
    return_case,
    send_back,
    sign,
)
from qianshan.mechanisms.words import N_, Words
from qianshan.places.casework.desk.case import Seen, seen_case
from qianshan.places.casework.desk.decision_form import CONSEQUENCES, DecisionForm, decision_form, defects
from qianshan.places.casework.desk.verbs import Offer, offers
from qianshan.places.casework.progress import clock_of
from qianshan.web.forms import form_status, refusals_as_errors
from qianshan.web.hats import needs_hat

Deed = Callable[[str, int, DecisionForm, list[Defect], Hat], object]


def _ruling(form: DecisionForm) -> Ruling:
    return Ruling(form.text("reasons"), form.text("service_way") or "platform")


DEEDS: dict[str, Deed] = {
    "file": lambda code, version, form, _defects, hat: file_case(
        code=code, version=version, ruling=_ruling(form), by=hat.actor
    ),
    "refuse_filing": lambda code, version, form, _defects, hat: refuse_filing(
        code=code, version=version, ruling=_ruling(form), by=hat.actor
    ),
    "return": lambda code, version, _form, told, hat: return_case(
        code=code, version=version, defects=told, by=hat.actor
    ),
    "accept": lambda code, version, _form, _defects, hat: accept_case(
        code=code, version=version, by=hat.actor
    ),
    "refuse_acceptance": lambda code, version, form, _defects, hat: refuse_acceptance(
        code=code, version=version, ruling=_ruling(form), by=hat.actor
    ),
    "propose": lambda code, version, form, _defects, hat: propose(
        code=code, version=version, verdict=form.text("verdict"), opinion=form.text("opinion"), by=hat.actor
    ),
    "sign": lambda code, version, form, _defects, hat: sign(
        code=code, version=version, opinion=form.text("opinion"), by=hat.actor
    ),
    "send_back": lambda code, version, form, _defects, hat: send_back(
        code=code, version=version, opinion=form.text("opinion"), by=hat.actor
    ),
    "decide": lambda code, version, form, _defects, hat: decide(
        code=code, version=version, ruling=_ruling(form), by=hat.actor
    ),
    "extend": lambda code, version, form, _defects, hat: extend(
        code=code, version=version, approval_number=form.text("approval_number"), by=hat.actor
    ),
}


def _offer(hat: Hat, seen: Seen, verb: str) -> Offer:
    for one in offers(hat, seen.file, seen.findings):
        if one.verb == verb:
            return one
    raise NotFound(Words(N_("This cannot be done to this case now.")))


@require_http_methods(["GET", "POST"])
@needs_hat
def decide_page(request: HttpRequest, hat: Hat, code: str, verb: str) -> HttpResponse:
    """Show what will happen, or do it.

    A decision on an old version answers 409 with what changed; a deed that the state no longer
    offers is not hidden from the command: it says why not.
    """
    if verb not in DEEDS:
        raise NotFound(Words(N_("There is no such page for you.")))
    seen = seen_case(hat, code)
    form = decision_form(verb, seen.file, request.POST if request.method == "POST" else None)
    told = defects(seen, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_as_errors(form):
            DEEDS[verb](code, form.number("version"), form, [d.defect for d in told if d.chosen], hat)
            return HttpResponseRedirect(reverse("desk:case", args=[hat.uscc, code]))
    name = _offer(hat, seen, verb).name if request.method == "GET" else _name(hat, seen, verb)
    return render(
        request,
        "casework/decide.html",
        {
            "file": seen.file,
            "row": seen.file.row,
            "clock": clock_of(seen.file.row),
            "verb": verb,
            "name": name,
            "form": form,
            "defects": told if verb == "return" else [],
            "proposal": seen.file.proposal,
            "consequence": Words(CONSEQUENCES[verb]),
        },
        status=form_status(form),
    )


def _name(hat: Hat, seen: Seen, verb: str) -> str:
    return next((one.name for one in offers(hat, seen.file, seen.findings) if one.verb == verb), "")
