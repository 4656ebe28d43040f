"""Telling donors that their gift is booked, with the link to it."""

from collections.abc import Sequence
from datetime import timedelta

from qianshan.fundraising.api import project_by_id, projects
from qianshan.giving import links
from qianshan.giving.messages import BOOKED, REFUNDED
from qianshan.giving.models import GiftRefund
from qianshan.giving.queries.gifts import gifts_of_batch
from qianshan.giving.types import GiftView
from qianshan.mechanisms.access.api import LinkWanted, issue_links
from qianshan.mechanisms.acts.api import Actor, command, subject
from qianshan.mechanisms.money import yuan
from qianshan.mechanisms.notices.api import Message, PersonRef, tell, tell_many
from qianshan.mechanisms.sealed.api import newest
from qianshan.web.proofs import link_url

LINK_LASTS = timedelta(days=3 * 365)
_LONGEST = 35


@command("giving.gifts.tell")
def tell_booked(*, batch_id: int, by: Actor) -> int:
    """Tell the donors of a batch who left a phone number; told once, however often the job runs."""
    subject("giving.batch", batch_id)
    reachable = [one for one in gifts_of_batch(batch_id) if one.donor_id and newest(one.donor_id, "phone")]
    if not reachable:
        return 0
    tokens = issue_links(purpose=links.PURPOSE, wanted=_wanted(reachable, by), by=by)
    names = {one.id: one.name for one in projects(ids={gift.project_id for gift in reachable})}
    return tell_many(
        BOOKED,
        [
            Message(
                to=PersonRef(gift.donor_id or 0),
                values={
                    "project": names[gift.project_id][:_LONGEST],
                    "amount": yuan(gift.amount_fen),
                    "code": gift.code,
                    "link": link_url(links.PURPOSE, token),
                },
                dedupe_key=f"{BOOKED}:{gift.code}",
            )
            for gift, token in zip(reachable, tokens, strict=True)
        ],
        at=by.at,
    )


def _wanted(gifts: Sequence[GiftView], by: Actor) -> list[LinkWanted]:
    return [
        LinkWanted(links.OBJECT, gift.code, by.at + LINK_LASTS, person_id=gift.donor_id) for gift in gifts
    ]


def tell_refunded(refund: GiftRefund, by: Actor) -> int:
    """Tell the donor that the channel has sent the money back; inside the command that books it."""
    donor = refund.gift.donor_id
    if not donor:
        return 0
    return tell(
        REFUNDED,
        to=PersonRef(donor),
        values={
            "project": project_by_id(refund.gift.project_id).name[:_LONGEST],
            "amount": yuan(refund.amount_fen),
            "code": refund.gift.code,
        },
        dedupe_key=f"{REFUNDED}:{refund.number}",
        at=by.at,
    )
