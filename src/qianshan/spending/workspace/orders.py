"""The list of payment orders, and one order with everything that its signers look at."""

from datetime import date

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from qianshan.charities.api import CharityView, charity_of_organisation
from qianshan.fundraising.api import plan, plans
from qianshan.mechanisms.access.api import Hat
from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.documents.api import file_response
from qianshan.mechanisms.law.kernel import law_on, run_checks
from qianshan.mechanisms.ledger.api import figures_of
from qianshan.mechanisms.words import N_, Words
from qianshan.spending import showing
from qianshan.spending.checks.payment import RatioFacts
from qianshan.spending.commands.batches import send_batch
from qianshan.spending.facts import payment_facts
from qianshan.spending.forms.small import EndForm, SignFirstForm, SignSecondForm
from qianshan.spending.lists import ORDERS
from qianshan.spending.models import Document, PaymentOrder
from qianshan.spending.queries.orders import order_detail, order_row, orders_of
from qianshan.spending.types import WAITING, OrderState
from qianshan.web.components.navigation import Crumb
from qianshan.web.components.procedure import RuleState
from qianshan.web.hats import needs_hat
from qianshan.web.listing import list_answer


def owned_by(hat: Hat) -> CharityView:
    """The charity behind the hat, for whoever may see its payments.

    Raises:
        NotAllowed: no post for it.
        NotFound: no charity of the register.
    """
    hat.may("payment.see").required()
    return charity_of_organisation(hat.organisation_id, on=hat.actor.date)


@needs_hat
def orders(request: HttpRequest, hat: Hat) -> HttpResponseBase:
    """The charity's orders as a list; the cashier sends the reserved ones to the bank from here."""
    owner = owned_by(hat)
    if request.method == "POST":
        code = send_batch(codes=request.POST.getlist("codes"), by=hat.actor)
        return redirect(f"{reverse('spending_work:batches', args=[hat.uscc])}#{code}")
    filed = plans(charity_id=owner.id)
    figures = figures_of(one.fund_id for one in filed)
    may_send = hat.may("payment.send").ok
    context = {
        "to_send": orders_of(owner.id, states=[OrderState.RESERVED]) if may_send else [],
        "funds": [(one, figures[one.fund_id]) for one in filed if one.fund_id in figures],
        "may_draft": hat.may("payment.draft").ok,
    }
    return list_answer(request, ORDERS, "spending/orders.html", scope=owner.id, context=context)


@needs_hat
def order(request: HttpRequest, hat: Hat, code: str) -> HttpResponse:
    """One order: facts, papers, rules, steps, and the button of whoever's turn it is."""
    row = order_row(code, charity_id=owned_by(hat).id)
    return order_page(request, hat, row)


def order_page(
    request: HttpRequest,
    hat: Hat,
    row: PaymentOrder,
    *,
    form: Form | None = None,
    end_form: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of an order, again with a form that came back with errors."""
    detail = order_detail(row, on=hat.actor.date)
    waits = row.state in WAITING
    facts = payment_facts(
        row, on=hat.actor.date, signer_id=hat.person_id if waits and _may_act(hat, row) else None
    )
    found = run_checks("spending.payment", facts)
    rules = showing.rows_of(found)
    return render(
        request,
        "spending/order.html",
        {
            "order": detail,
            "state": showing.state_of(row.state),
            "capital": showing.amount_words(row.amount_fen),
            "steps": showing.steps_of(detail),
            "facts": showing.facts_of(detail, _source(row)),
            "papers": showing.papers_of(detail.papers),
            "rules": rules if waits else [],
            "to_decide": sum(one.state is RuleState.NEEDS_A_PERSON for one in rules),
            "ratio": showing.ratio_view(facts.ratio, row.amount_fen, _limit(facts.ratio, hat.actor.date))
            if waits
            else None,
            "form": form or _form(row),
            "end_form": end_form or EndForm(initial={"version": row.version}),
            "turn": _turn(hat, row),
            "crumbs": [Crumb(_("Funds and payments"), reverse("spending_work:orders", args=[hat.uscc]))],
            "public_href": reverse("spending:payment", args=[row.code]) if detail.line.paid_on else "",
        },
        status=status,
    )


def _limit(ratio: RatioFacts | None, on: date) -> int:
    """The limit of the year's administrative ratio in basis points; 0 when it is not known here."""
    law = law_on(on)
    if ratio is None or not law.has("spending.ratio.admin_max", ratio.kind):
        return 0
    return int(law.bp("spending.ratio.admin_max", ratio.kind))


def _source(row: PaymentOrder) -> str:
    return plan(row.plan_id).name if row.plan_id else _("Unrestricted money")


def _may_act(hat: Hat, row: PaymentOrder) -> bool:
    wanted = "payment.sign_first" if row.state == OrderState.DRAFTED else "payment.sign_second"
    return hat.may(wanted).ok and hat.person_id not in (row.drafted_by_id, row.first_by_id)


def _turn(hat: Hat, row: PaymentOrder) -> str:
    """Which act this hat can do now: first, second, cancel, or nothing."""
    if row.state in WAITING and _may_act(hat, row):
        return "first" if row.state == OrderState.DRAFTED else "second"
    return "cancel" if row.state == OrderState.RESERVED and hat.may("payment.sign_second").ok else ""


def _form(row: PaymentOrder) -> Form:
    return (SignFirstForm if row.state == OrderState.DRAFTED else SignSecondForm)(
        initial={"version": row.version}
    )


@needs_hat
def paper(_request: HttpRequest, hat: Hat, code: str, paper_id: int) -> HttpResponse:
    """One paper of an order, for the charity's own staff."""
    row = order_row(code, charity_id=owned_by(hat).id)
    found = Document.objects.filter(order=row, pk=paper_id).first()
    if found is None:
        raise NotFound(Words(N_("There is no such paper.")))
    return file_response(found.file_id)
