"""A payment as everybody may read it: what for, where, when, who confirmed it by which way, with its papers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from qianshan.charities.api import charity
from qianshan.fundraising.api import plan
from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.calendar.clock import date_of, now
from qianshan.mechanisms.documents.api import file_response
from qianshan.mechanisms.translog.api import proof_for
from qianshan.mechanisms.words import N_, Words
from qianshan.spending import showing
from qianshan.spending.classes import CLASSES
from qianshan.spending.models import Document, PaymentOrder
from qianshan.spending.queries.orders import order_detail, order_row
from qianshan.spending.types import LEFT, OrderState
from qianshan.web.components.facts import Fact
from qianshan.web.components.money import MoneyRow, MoneyTable
from qianshan.web.components.procedure import Proof, Step


def payment(request: HttpRequest, code: str) -> HttpResponse:
    """One payment that the bank has made. Others are not public."""
    row = public_order(code)
    detail = order_detail(row, on=date_of(now()))
    owner = charity(row.charity_id, on=date_of(now()))
    answers = detail.answers
    return render(
        request,
        "spending/payment.html",
        {
            "order": detail,
            "state": showing.state_of(_public_state(row.state)),
            "charity": owner,
            "plan": plan(row.plan_id) if row.plan_id else None,
            "facts": _facts(row),
            "steps": _steps(row),
            "papers": [one for one in showing.papers_of(detail.papers) if one.view.public],
            "ways": MoneyTable(
                _("How it was confirmed"),
                _("Way of confirming"),
                (_("Households"),),
                [
                    MoneyRow(_("by a link on their own phone"), (str(answers.by_link),)),
                    MoneyRow(_("by an SMS code"), (str(answers.by_sms),)),
                    MoneyRow(_("through a village agent"), (str(answers.by_agent),)),
                    MoneyRow(
                        _("not answered yet, or being looked into"), (str(answers.asked - answers.confirmed),)
                    ),
                ],
                MoneyRow(_("Asked"), (str(answers.asked),)),
            )
            if answers.asked
            else None,
            "proof": _proof(row),
        },
    )


def public_order(code: str) -> PaymentOrder:
    """The order behind a public page.

    Raises:
        NotFound: there is none, or the bank has not paid it.
    """
    row = order_row(code)
    if row.state not in LEFT:
        raise NotFound(Words(N_("There is no such payment order: %(code)s."), code=code))
    return row


def _public_state(state: str) -> str:
    """An open denial is the authority's matter and not public; what it decides is."""
    return OrderState.PAID if state == OrderState.DENIED else state


def _facts(row: PaymentOrder) -> list[Fact]:
    detail = order_detail(row, on=date_of(now()))
    facts = [Fact(_("Payee"), detail.payee_public)]
    if row.payee.related:
        facts.append(Fact(_("Related party"), row.payee.relation, tone="due"))
    facts += [
        Fact(_("Budget line"), detail.line.line_name or "–"),
        Fact(_("Cost class"), str(CLASSES[row.cost_class])),
    ]
    if detail.place:
        facts.append(Fact(_("Where"), detail.place))
    if row.beneficiaries:
        facts.append(Fact(_("For whom"), _("%(count)s people") % {"count": row.beneficiaries}))
    return facts


def _steps(row: PaymentOrder) -> list[Step]:
    confirmed = row.confirmed_on.isoformat() if row.confirmed_on else ""
    return [
        Step(_("Reserved"), "done", date_of(row.second_at).isoformat() if row.second_at else ""),
        Step(_("Paid out"), "done", row.paid_on.isoformat() if row.paid_on else ""),
        Step(_("Confirmed by beneficiaries"), "done" if confirmed else "todo", confirmed),
    ]


def _proof(row: PaymentOrder) -> Proof | None:
    found = proof_for("payment.paid", row.code)
    return Proof(found.index, found.size, len(found.witnesses), "") if found else None


def paper(_request: HttpRequest, code: str, paper_id: int) -> HttpResponse:
    """A paper that the charity shows on the payment's public page."""
    found = Document.objects.filter(order=public_order(code), pk=paper_id, public=True).first()
    if found is None:
        raise NotFound(Words(N_("There is no such paper.")))
    return file_response(found.file_id)
