"""Who may ask that payments go on, what the authority sees, and what its decision does."""

from collections.abc import Mapping
from datetime import date

from qianshan.charities.api import charity_of_organisation
from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.cases.kernel import Applicant, Choice, Sent, Values
from qianshan.spending.checks.denial import DenialFacts
from qianshan.spending.commands.denials import settle_denials
from qianshan.spending.models import PaymentOrder
from qianshan.spending.queries.answers import answers_of
from qianshan.spending.types import OrderState


def denial_applicant(organisation_id: int, on: date) -> Applicant:
    """The charity, with its denied orders.

    Raises:
        NotFound: it is no charity of the register.
    """
    owner = charity_of_organisation(organisation_id, on=on)
    denied = PaymentOrder.objects.filter(charity_id=owner.id, state=OrderState.DENIED).order_by("-pk")[:50]
    return Applicant(
        organisation_id=organisation_id,
        uscc=owner.uscc,
        name=owner.name,
        authority_id=owner.authority_id,
        choices={
            "orders": tuple(Choice(row.code, f"{row.code} {row.purpose}", plain=True) for row in denied)
        },
    )


def denial_facts(applicant: Applicant, values: Values, documents: Mapping[str, int], on: date) -> DenialFacts:
    """How many households were asked about the order and what they said."""
    order = PaymentOrder.objects.filter(code=str(values.get("order") or "")).first()
    answers = answers_of([order.pk])[order.pk] if order else None
    return DenialFacts(
        on=on,
        asked=answers.asked if answers else 0,
        confirmed=answers.confirmed if answers else 0,
        denied=answers.denied if answers else 0,
        by_agent=answers.by_agent if answers else 0,
        explained=bool(values.get("explanation")),
    )


def let_go_on(*, sent: Sent, by: Actor) -> str:
    """The effect of granting: the denials are settled, payments go on. Returns the order's code."""
    code = str(sent.values["order"])
    settle_denials(order_code=code, case_code=sent.code, by=by)
    return code
