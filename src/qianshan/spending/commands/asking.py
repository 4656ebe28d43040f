"""Asking the recipients of a paid order; their links go to their phones and nowhere else."""

from datetime import timedelta

from qianshan.charities.api import charity
from qianshan.mechanisms.access.api import LinkWanted, issue_links
from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.notices.api import Message, PhoneRef, tell_many
from qianshan.mechanisms.sealed.api import unseal_for_system
from qianshan.spending import links
from qianshan.spending.commands.recipients import PHONE
from qianshan.spending.messages import ASK, ASK_AGENT
from qianshan.spending.models import PaymentOrder, Recipient
from qianshan.web.proofs import link_url

_LONGEST = 35


def ask_recipients(order: PaymentOrder, by: Actor) -> int:
    """Issue a link to each recipient who waits and send it; called inside a command. Returns how many."""
    waiting = list(Recipient.objects.filter(order=order, state="waiting").order_by("pk"))
    if not waiting:
        return 0
    until = by.at + timedelta(days=links.VALID_DAYS)
    tokens = issue_links(
        purpose=links.CONFIRM,
        wanted=[LinkWanted(links.RECIPIENT, row.code, until) for row in waiting],
        by=by,
    )
    name = charity(order.charity_id, on=by.date).name[:_LONGEST]
    asked: dict[str, list[Message]] = {ASK: [], ASK_AGENT: []}
    for row, token in zip(waiting, tokens, strict=True):
        values = {
            "charity": name,
            "purpose": order.purpose[:_LONGEST],
            "link": link_url(links.CONFIRM, token),
        }
        if row.by_agent:
            values["surname"] = row.surname
        phone = unseal_for_system(PHONE, bytes(row.sealed_phone))
        asked[ASK_AGENT if row.by_agent else ASK].append(
            Message(PhoneRef(phone), values, dedupe_key=f"spending.ask:{row.code}")
        )
    for template, messages in asked.items():
        tell_many(template, messages, at=by.at)
    Recipient.objects.filter(pk__in=[row.pk for row in waiting]).update(state="asked", asked_at=by.at)
    return len(waiting)
