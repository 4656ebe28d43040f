"""The give page, on the charity's official site only."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from qianshan.charities.api import CharityView
from qianshan.fundraising.api import ProjectView, giving_open, open_plan_of, plans, project, reasons_against
from qianshan.giving.commands.ordering import cost_of, order_gift
from qianshan.giving.forms import GiveForm
from qianshan.giving.forms.give import CHIPS, initial_amount
from qianshan.giving.public.own import remember_gift
from qianshan.giving.public.site import charity_with_site, site_of
from qianshan.mechanisms.access.api import take_or_refuse
from qianshan.mechanisms.acts.api import Actor, NotFound
from qianshan.mechanisms.calendar.clock import date_of, now
from qianshan.mechanisms.channels.api import merchant_of
from qianshan.mechanisms.money import Fen, fen_from_yuan
from qianshan.mechanisms.sealed.api import blind_index
from qianshan.mechanisms.words import N_, Words
from qianshan.web.addresses import client_address
from qianshan.web.forms import form_status, refusals_as_errors
from qianshan.web.hats import private

_MOST_ORDERS, _ORDER_SECONDS = 60, 600


@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, uscc: str, code: str) -> HttpResponse:
    """Show the form behind the gate; a sent form becomes an order and leads to the pay page."""
    owner, wanted = _project(uscc, code)
    plan = open_plan_of(wanted.id, on=date_of(now()))
    if plan is None or merchant_of(owner.organisation_id, "wechatpay") is None:
        return _closed(request, owner, wanted)
    form = GiveForm(request.POST or None, initial=initial_amount(request.GET.get("amount", "")))
    if request.method == "POST" and form.is_valid():
        with refusals_as_errors(form):
            _limit(request)
            gift_code = order_gift(wish=form.wish(plan.id), by=Actor.link("give", at=now()))
            remember_gift(request, gift_code)
            return HttpResponseRedirect(reverse("giving:pay", args=[uscc, gift_code]))
    fen = _shown_fen(form)
    content = {
        "site": site_of(owner),
        "charity": owner,
        "project": wanted,
        "plan": plan,
        "form": form,
        "days_left": (plan.ends_on - date_of(now())).days,
        "amount_fen": fen,
        "cost_fen": cost_of(fen, plan.q_bp),
        "programme_fen": fen - cost_of(fen, plan.q_bp),
        "share": f"{plan.q_bp / 100:g}",
        "chips": CHIPS,
    }
    return private(render(request, "giving/give.html", content, status=form_status(form)))


def _project(uscc: str, code: str) -> tuple[CharityView, ProjectView]:
    owner = charity_with_site(uscc)
    wanted = project(code)
    if wanted.charity_id != owner.id:
        raise NotFound(Words(N_("There is no such project on this site.")))
    return owner, wanted


def _limit(request: HttpRequest) -> None:
    address = blind_index("address", client_address(request)).hex()
    take_or_refuse(f"gift-order:{address}", most=_MOST_ORDERS, seconds=_ORDER_SECONDS, at=now())


def _shown_fen(form: GiveForm) -> Fen:
    """The amount that the page starts with."""
    typed = form["other"].value() if form["amount"].value() not in CHIPS else form["amount"].value()
    try:
        return fen_from_yuan(str(typed or ""))
    except ValueError:
        return Fen(0)


def _closed(request: HttpRequest, owner: CharityView, wanted: ProjectView) -> HttpResponse:
    """Say everything that keeps the gate shut."""
    today = date_of(now())
    newest = next(iter(plans(project_id=wanted.id)), None)
    reasons = reasons_against(newest, owner, today) if newest else []
    if newest is None:
        reasons = [Words(N_("No fundraising plan of this project is filed."))]
    elif giving_open(newest.id, on=today).ok:
        reasons = [Words(N_("The charity has no receiving account with this channel yet."))]
    content = {
        "site": site_of(owner),
        "charity": owner,
        "project": wanted,
        "plan": newest,
        "reasons": reasons,
    }
    return render(request, "giving/closed.html", content, status=409)
