"""What a beneficiary is shown of the payment he is asked about."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from qianshan.charities.api import charity
from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.calendar.clock import date_of
from qianshan.mechanisms.sealed.api import blind_candidates
from qianshan.mechanisms.words import N_, Words
from qianshan.spending.models import Recipient
from qianshan.spending.queries.orders import place_name

_MOST = 50


@dataclass(frozen=True, slots=True)
class RecipientView:
    """One household's question and, when it was answered, the answer."""

    code: str
    surname: str
    people: int
    by_agent: bool
    state: str
    charity: str
    purpose: str
    details: str
    place: str
    paid_on: date | None


def recipient(code: str) -> RecipientView:
    """The question of one household.

    Raises:
        NotFound: there is none.
    """
    row = _rows().filter(code=code).first()
    if row is None:
        raise NotFound(Words(N_("There is nothing to confirm here.")))
    return _view(row)


def asked_by_phone(phone: str) -> list[RecipientView]:
    """What the holder of a phone was asked, newest first."""
    index = blind_candidates("spending.recipient.phone", phone)
    rows = _rows().filter(phone_index__in=index).exclude(state="waiting").order_by("-pk")
    return [_view(row) for row in rows[:_MOST]]


def _rows() -> QuerySet[Recipient]:
    return Recipient.objects.select_related("order")


def _view(row: Recipient) -> RecipientView:
    order = row.order
    drafted = date_of(order.drafted_at)
    return RecipientView(
        code=row.code,
        surname=row.surname,
        people=row.people,
        by_agent=row.by_agent,
        state=row.state,
        charity=charity(order.charity_id, on=drafted).name,
        purpose=order.purpose,
        details=order.details,
        place=place_name(order.division_code, drafted),
        paid_on=order.paid_on,
    )
