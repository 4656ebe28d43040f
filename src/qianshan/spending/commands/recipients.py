"""Who will be asked whether a payment arrived. A phone serves at most five households, staff phones none."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from qianshan.charities.api import CharityView
from qianshan.mechanisms.access.api import checked_phone, person_by_phone, posts_of
from qianshan.mechanisms.acts.api import BadInput
from qianshan.mechanisms.codes import new_code
from qianshan.mechanisms.sealed.api import Policy, blind_candidates, blind_index, mask_name, seal_for_system
from qianshan.mechanisms.words import N_, Words
from qianshan.spending.models import PaymentOrder, Recipient

NAME, PHONE, HOUSEHOLD, SAID = (
    f"spending.recipient.{part}" for part in ("name", "phone", "household", "words")
)
MOST_HOUSEHOLDS = 5
_MOST, _LONGEST = 500, 60


@dataclass(frozen=True, slots=True)
class RecipientWish:
    """One household: its head, its own mobile number, or (`by_agent`) that of the village agent."""

    name: str = field(repr=False)
    phone: str = field(repr=False)
    by_agent: bool = False
    people: int = 1


@dataclass(frozen=True, slots=True)
class _Place:
    """Which line of the form, on which day."""

    number: int
    on: date


def add_recipients(
    order: PaymentOrder, owner: CharityView, wishes: Sequence[RecipientWish], on: date
) -> None:
    """Keep the recipients of a drafted order, sealed; called inside its command.

    Raises:
        BadInput: a name or number does not fit, a household stands twice, a number serves more than
            five households, or belongs to one of the charity's own people.
    """
    if len(wishes) > _MOST:
        raise BadInput(Words(N_("At most 500 households in one order.")), field="recipients")
    seen: set[bytes] = set()
    for number, wish in enumerate(wishes, start=1):
        row = _row(order, owner, wish, _Place(number, on))
        if bytes(row.household_index) in seen:
            raise BadInput(
                Words(N_("Line %(line)s: this household stands here twice."), line=number), field="recipients"
            )
        seen.add(bytes(row.household_index))
        row.save(force_insert=True)


def _row(order: PaymentOrder, owner: CharityView, wish: RecipientWish, place: _Place) -> Recipient:
    name, number = wish.name.strip(), place.number
    if not 0 < len(name) <= _LONGEST or wish.people < 1:
        raise BadInput(
            Words(N_("Line %(line)s: a name and a number of people are needed."), line=number),
            field="recipients",
        )
    try:
        phone = checked_phone(wish.phone)
    except BadInput as wrong:
        raise BadInput(
            Words(N_("Line %(line)s: %(why)s"), line=number, why=wrong.words), field="recipients"
        ) from wrong
    household = blind_index(HOUSEHOLD, f"{order.charity_id}|{order.division_code}|{name}|{phone}")
    if wish.by_agent:
        household = blind_index(HOUSEHOLD, f"{order.charity_id}|{order.division_code}|{name}")
    else:
        _may_serve(phone, household, owner, place)
    return Recipient(
        code=new_code("SY"),
        order=order,
        by_agent=wish.by_agent,
        sealed_name=seal_for_system(NAME, name),
        surname=surname_of(name),
        people=wish.people,
        sealed_phone=seal_for_system(PHONE, phone),
        phone_index=blind_index(PHONE, phone),
        household_index=household,
    )


def _may_serve(phone: str, household: bytes, owner: CharityView, place: _Place) -> None:
    """Whether this phone may answer for one more household."""
    number, on = place.number, place.on
    person_id = person_by_phone(phone)
    posts = posts_of(person_id, on) if person_id is not None else []
    if any(post.organisation.id == owner.organisation_id for post in posts):
        raise BadInput(
            Words(
                N_(
                    "Line %(line)s: this is the number of one of the charity's own people; they do not confirm."
                ),
                line=number,
            ),
            field="recipients",
        )
    known = set(
        Recipient.objects.filter(phone_index__in=blind_candidates(PHONE, phone), by_agent=False)
        .order_by("household_index")
        .values_list("household_index", flat=True)
        .distinct()
    )
    households = {bytes(one) for one in known} | {household}
    if len(households) > MOST_HOUSEHOLDS:
        raise BadInput(
            Words(
                N_(
                    "Line %(line)s: this number already answers for 5 households. Use their own, or a village agent."
                ),
                line=number,
            ),
            field="recipients",
        )


def surname_of(name: str) -> str:
    """The surname, the only part of a beneficiary's name that others may read."""
    return mask_name(name, Policy.BENEFICIARY).removesuffix("*")[:4]
