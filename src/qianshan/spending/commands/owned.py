"""Finding and locking what belongs to the charity whose hat the actor wears."""

from qianshan.charities.api import CharityView, charity_of_organisation
from qianshan.mechanisms.access.api import may
from qianshan.mechanisms.acts.api import Actor, NotFound
from qianshan.mechanisms.words import N_, Words
from qianshan.spending.models import PaymentOrder
from qianshan.spending.refusals import OrderChanged

SUBJECT = "spending.order"


def owner_of(by: Actor, capability: str) -> CharityView:
    """The charity for which the actor acts, with the capability.

    Raises:
        NotAllowed: no such post.
        NotFound: his organisation is no charity of the register.
    """
    may(by, capability, by.as_org_id or 0).required()
    return charity_of_organisation(by.as_org_id or 0, on=by.date)


def locked_order(code: str, charity_id: int, version: int | None = None) -> PaymentOrder:
    """The order, locked until the end of the act.

    Raises:
        NotFound: none of this code in this charity.
        OrderChanged: it is not in this version any more.
    """
    row = (
        PaymentOrder.objects.select_for_update(no_key=True, of=("self",))
        .select_related("payee", "line", "plan")
        .filter(code=code, charity_id=charity_id)
        .first()
    )
    if row is None:
        raise NotFound(Words(N_("There is no such payment order: %(code)s."), code=code))
    if version is not None and row.version != version:
        raise OrderChanged(
            Words(
                N_(
                    "Somebody acted on this order meanwhile. Nothing of yours was carried out; look at it again."
                )
            )
        )
    return row
