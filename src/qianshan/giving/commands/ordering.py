"""Ordering a gift: the wish, its checks, the order at the charity's own merchant account."""

from datetime import timedelta

from qianshan.charities.api import CharityView, charity
from qianshan.fundraising.api import PlanView, giving_open, plan, project_by_id
from qianshan.giving.models import Gift, ReceiptRequest
from qianshan.giving.types import GiftWish, NameChoice, PayerKind, ReceiptState, ReceiptWish
from qianshan.mechanisms.access.api import checked_id, checked_phone, create_person, person_of_phone
from qianshan.mechanisms.acts.api import Actor, BadInput, NotAllowed, command, subject
from qianshan.mechanisms.channels.api import MerchantLine, merchant_of, open_order
from qianshan.mechanisms.codes import new_code
from qianshan.mechanisms.codes.kernel.uscc import is_uscc
from qianshan.mechanisms.sealed.api import Policy, mask_name, seal
from qianshan.mechanisms.words import N_, Words

PURPOSE = "giving.gift"
NAME_PURPOSE = "giving.name"
PAYER_PURPOSE = "giving.payer"
ORDER_LASTS = timedelta(minutes=30)
LARGEST_FEN = 5_000_000_00
_LONGEST_NAME = 60
_WHOLE_BP = 10_000


class GivingClosed(NotAllowed):
    """One may not give for this plan today; says why."""

    code = "giving_closed"
    status = 409


def cost_of(amount_fen: int, q_bp: int) -> int:
    """The part of a gift that the plan lets go to cost, as told before paying (rounded down)."""
    return amount_fen * q_bp // _WHOLE_BP


@command("giving.gift.order")
def order_gift(*, wish: GiftWish, by: Actor) -> str:
    """Order a gift; returns its code. The channel is asked after the commit.

    Raises:
        GivingClosed: the gate is shut (not filed, not in its period, on no designated platform, no
            own account), or the charity has no account with the channel.
        BadInput: amount, name, phone or receipt fields cannot be.

    Source: CL arts 27, 38; M74.
    """
    filed = plan(wish.plan_id)
    gate = giving_open(filed.id, on=by.date)
    if not gate.ok:
        raise GivingClosed(gate.words)
    owner = charity(filed.charity_id, on=by.date)
    account = _account(owner, wish.channel)
    _check(wish)
    donor_id = _donor(wish, by)
    code = new_code("QS")
    gift = Gift.objects.create(
        code=code,
        order_id=_order(code, wish, filed, account, by),
        charity_id=owner.id,
        project_id=filed.project_id,
        plan_id=filed.id,
        fund_id=filed.fund_id,
        amount_fen=wish.amount_fen,
        cost_fen=cost_of(wish.amount_fen, filed.q_bp),
        donor_id=donor_id,
        name_sealed=seal(donor_id, NAME_PURPOSE, wish.name.strip())
        if donor_id and wish.name.strip()
        else None,
        name_choice=wish.name_choice.value,
        shown_name=shown_name(wish.name, wish.name_choice),
        amount_shown=wish.amount_shown,
        receipt_wanted=wish.receipt is not None,
        ordered_at=by.at,
    )
    if wish.receipt is not None and donor_id is not None:
        _wish_receipt(gift, wish.receipt, donor_id, by)
    subject("giving.gift", code)
    return code


def shown_name(name: str, choice: NameChoice) -> str:
    """What the roll shows: the name, the masked name, or nothing."""
    plain = name.strip()
    if choice is NameChoice.FULL:
        return plain
    return mask_name(plain, Policy.DONOR) if choice is NameChoice.MASKED else ""


def _account(owner: CharityView, channel: str) -> MerchantLine:
    account = merchant_of(owner.organisation_id, channel)
    if account is None:
        raise GivingClosed(Words(N_("The charity has no receiving account with this channel yet.")))
    return account


def _order(code: str, wish: GiftWish, filed: PlanView, account: MerchantLine, by: Actor) -> int:
    return open_order(
        merchant_id=account.id,
        number=code,
        purpose=PURPOSE,
        amount_fen=wish.amount_fen,
        description=f"捐给“{project_by_id(filed.project_id).name}”",
        lasts=ORDER_LASTS,
        by=by,
    )


def _check(wish: GiftWish) -> None:
    if not 1 <= wish.amount_fen <= LARGEST_FEN:
        raise BadInput(
            Words(N_("An amount is between 0.01 and 5,000,000.00 yuan.")),
            field="amount",
            value=wish.amount_fen,
        )
    name = wish.name.strip()
    if wish.name_choice is not NameChoice.ANONYMOUS and not name:
        raise BadInput(
            Words(N_("Say the name that the donor roll shows, or choose “anonymous”.")), field="name"
        )
    if len(name) > _LONGEST_NAME:
        raise BadInput(Words(N_("A name has at most 60 characters.")), field="name", value=name)
    if wish.phone:
        checked_phone(wish.phone)
    if wish.receipt is not None:
        _check_receipt(wish.receipt, wish.phone)


def _check_receipt(wish: ReceiptWish, phone: str) -> None:
    if not wish.payer_name.strip():
        raise BadInput(Words(N_("A receipt needs the name of the payer.")), field="payer_name")
    if not phone:
        raise BadInput(
            Words(N_("A receipt is sent to a phone. Say the number, or choose “no receipt”.")), field="phone"
        )
    number = wish.payer_number.strip()
    if wish.payer_kind is PayerKind.UNIT and not is_uscc(number):
        raise BadInput(
            Words(
                N_(
                    "The receipt of a unit needs its unified social credit code: 18 symbols, the last is a check."
                )
            ),
            field="payer_number",
            value=number,
        )
    if wish.payer_kind is PayerKind.PERSON and number:
        try:
            checked_id(number)
        except BadInput as refusal:
            raise BadInput(refusal.words, field="payer_number", article=refusal.article) from refusal


def _donor(wish: GiftWish, by: Actor) -> int | None:
    """The person of the phone, or a new one who only holds the key of the name; nobody when nothing is told."""
    if wish.phone:
        return person_of_phone(phone=wish.phone, by=by)
    return create_person(by=by) if wish.name.strip() else None


def _wish_receipt(gift: Gift, wish: ReceiptWish, donor_id: int, by: Actor) -> None:
    number = wish.payer_number.strip().upper()
    ReceiptRequest.objects.create(
        gift=gift,
        number=new_code("PJ"),
        amount_fen=gift.amount_fen,
        payer_kind=wish.payer_kind.value,
        payer_sealed=seal(donor_id, PAYER_PURPOSE, wish.payer_name.strip()),
        payer_number_sealed=seal(donor_id, PAYER_PURPOSE, number) if number else None,
        state=ReceiptState.WISHED.value,
        asked_at=by.at,
    )
