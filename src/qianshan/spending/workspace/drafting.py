"""Drafting an order, entering a payee."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from qianshan.fundraising.api import plans
from qianshan.mechanisms.access.api import Hat
from qianshan.spending.commands.drafting import draft_order
from qianshan.spending.commands.payee import PayeeEntry, enter_payee
from qianshan.spending.forms.order import OrderForm, line_choices
from qianshan.spending.forms.small import PayeeForm
from qianshan.spending.queries.budget import budget_of
from qianshan.spending.queries.payees import payee_choices
from qianshan.spending.workspace.orders import owned_by
from qianshan.web.forms import form_status, refusals_as_errors
from qianshan.web.hats import needs_hat


@needs_hat
def draft(request: HttpRequest, hat: Hat) -> HttpResponse:
    """The form of a payment order."""
    owner = owned_by(hat)
    hat.may("payment.draft").required()
    filed = {one.id: one.name for one in plans(charity_id=owner.id)}
    payees = payee_choices(owner.id)
    lines = line_choices(budget_of(filed), filed)
    form = OrderForm(
        request.POST or None,
        request.FILES or None,
        lines=lines,
        payees=payees,
        on=hat.actor.date,
        initial={"payee": request.GET.get("payee", ""), "line": lines[0][0] if lines else ""},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_as_errors(form):
            code = draft_order(wish=form.wish(), by=hat.actor)
            messages.success(
                request,
                _("Drafted. The accountant signs first, then the approver; nothing is reserved before."),
            )
            return redirect("spending_work:order", uscc=hat.uscc, code=code)
    content = {"form": form, "payees": payees}
    return render(request, "spending/draft.html", content, status=form_status(form))


@needs_hat
def payee(request: HttpRequest, hat: Hat) -> HttpResponse:
    """The form of a payee; leads on to the draft."""
    owned_by(hat)
    hat.may("payment.draft").required()
    form = PayeeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_as_errors(form):
            code = enter_payee(entry=PayeeEntry(**form.cleaned_data), by=hat.actor)
            return redirect(f"../../new/?payee={code}")
    return render(request, "spending/payee.html", {"form": form}, status=form_status(form))
