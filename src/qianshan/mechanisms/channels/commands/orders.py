"""Opening and closing orders."""

from datetime import datetime, timedelta

from qianshan.mechanisms.acts.api import Actor, BadInput, NotFound, command, subject
from qianshan.mechanisms.channels.models import MerchantAccount, Order, Watch
from qianshan.mechanisms.channels.schedule import WATCH_ORDER, first_ask
from qianshan.mechanisms.words import N_, Words

LONGEST_DESCRIPTION_BYTES = 127
LARGEST_FEN = 5_000_000_00


@command("channels.order.open")
def open_order(  # noqa: PLR0913  (an order is these things)
    *,
    merchant_id: int,
    number: str,
    purpose: str,
    amount_fen: int,
    description: str,
    lasts: timedelta,
    by: Actor,
) -> int:
    """Open an order; the channel is asked after the commit, by `offer`. Returns its id.

    Raises:
        NotFound: the merchant account is closed or unknown.
        BadInput: the amount is not between 1 fen and 5,000,000 yuan.
    """
    if not MerchantAccount.objects.filter(pk=merchant_id, closed_at__isnull=True).exists():
        raise NotFound(Words(N_("The receiving account is not open.")))
    if not 1 <= amount_fen <= LARGEST_FEN:
        raise BadInput(
            Words(N_("An amount is between 0.01 and 5,000,000.00 yuan.")), field="amount", value=amount_fen
        )
    order = Order.objects.create(
        number=number,
        merchant_id=merchant_id,
        purpose=purpose,
        amount_fen=amount_fen,
        description=cut(description),
        opened_at=by.at,
        expires_at=(by.at + lasts).replace(microsecond=0),
    )
    Watch.objects.create(kind=WATCH_ORDER, object_id=order.pk, next_at=first_ask(by.at))
    subject("channels.order", order.pk)
    return order.pk


@command("channels.order.close")
def close_order(*, order_id: int, by: Actor) -> None:
    """Note that the channel lets this order be paid no more; a payment that came before still counts."""
    Order.objects.filter(pk=order_id, closed_at__isnull=True).update(closed_at=by.at)
    subject("channels.order", order_id, "closed_at")


def cut(description: str) -> str:
    """As much of a description as a channel takes: 127 bytes of UTF-8, no broken character."""
    return description.encode()[:LONGEST_DESCRIPTION_BYTES].decode(errors="ignore")


def stop_watching(kind: str, object_id: int) -> None:
    """Ask the channel no more about this."""
    Watch.objects.filter(kind=kind, object_id=object_id).delete()


def watch_again(kind: str, object_id: int, at: datetime) -> None:
    """Ask the channel at this instant, earlier than planned or anew."""
    Watch.objects.update_or_create(kind=kind, object_id=object_id, defaults={"next_at": at})
