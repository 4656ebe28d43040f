"""A denied payment: a case with the authority, and how it ends."""

from qianshan.charities.api import charity
from qianshan.mechanisms.access.api import may
from qianshan.mechanisms.acts.api import Actor, NotFound, command, subject
from qianshan.mechanisms.cases.api import open_case
from qianshan.mechanisms.sealed.api import unseal_for_system
from qianshan.mechanisms.words import N_, Words
from qianshan.spending.commands.owned import SUBJECT
from qianshan.spending.commands.recipients import SAID
from qianshan.spending.models import Denial, PaymentOrder, Recipient

PROCEDURE = "spending.denial"


def open_denial(order: PaymentOrder, row: Recipient, by: Actor) -> None:
    """Open the case of a denial; called inside the answer's command, which holds the order.

    A second household's denial of the same order joins the case that is open.
    """
    open_one = (
        Denial.objects.filter(order=order, settled_at=None).exclude(case_code="").order_by("pk").first()
    )
    denial = Denial.objects.create(
        order=order, recipient=row, opened_at=by.at, case_code=open_one.case_code if open_one else ""
    )
    if not denial.case_code:
        denial.case_code = open_case(
            procedure_key=PROCEDURE,
            organisation_id=charity(order.charity_id, on=by.date).organisation_id,
            values={"order": order.code, "explanation": ""},
            title=order.purpose,
            by=by,
        )
        denial.save(update_fields=["case_code"])
    subject("spending.denial", denial.pk)


@command("spending.denial.settle")
def settle_denials(*, order_code: str, case_code: str, by: Actor) -> None:
    """The authority lets payments go on: the denials of an order are settled. Effect of the case's decision.

    Locks the order.
    """
    from qianshan.spending.commands.answers import recount

    order = PaymentOrder.objects.select_for_update(no_key=True).get(code=order_code)
    Denial.objects.filter(order=order, settled_at=None).update(
        settled_at=by.at, upheld=False, settled_words=case_code
    )
    subject(SUBJECT, order.code, "denials")
    recount(order, by)


@command("spending.denial.read")
def read_denial(*, denial_id: int, reason: str, by: Actor) -> str:
    """What the household said, in its own words: for the authority's officer, with an act.

    Raises:
        NotFound: no such denial with this authority.
        NotAllowed: no post for it.
    """
    denial = Denial.objects.select_related("order", "recipient").filter(pk=denial_id).first()
    authority_id = charity(denial.order.charity_id, on=by.date).authority_id if denial else 0
    if denial is None or authority_id != by.as_org_id:
        raise NotFound(Words(N_("There is no such denial here.")))
    may(by, "denial.settle", authority_id).required()
    subject("spending.denial", denial.pk, "words")
    said = denial.recipient.sealed_words
    return unseal_for_system(SAID, bytes(said)) if said else ""
