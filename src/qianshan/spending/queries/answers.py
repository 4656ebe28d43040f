"""Answers of beneficiaries, counted; never a name."""

from collections.abc import Iterable

from django.db.models import Count, Q

from qianshan.spending.models import Recipient
from qianshan.spending.types import Answers, Way


def answers_of(order_ids: Iterable[int]) -> dict[int, Answers]:
    """How many were asked and what they said, by order, in one query; every asked-for id has a row."""
    ids = list(order_ids)
    rows = (
        Recipient.objects.filter(order_id__in=ids)
        .values("order_id")
        .annotate(
            asked=Count("pk", filter=~Q(state="waiting")),
            link=Count("pk", filter=Q(state="confirmed", way=Way.LINK)),
            sms=Count("pk", filter=Q(state="confirmed", way=Way.SMS)),
            agent=Count("pk", filter=Q(state="confirmed", way=Way.AGENT)),
            denied=Count("pk", filter=Q(state="denied")),
        )
    )
    found = {
        row["order_id"]: Answers(row["asked"], row["link"], row["sms"], row["agent"], row["denied"])
        for row in rows
    }
    return {order_id: found.get(order_id, Answers()) for order_id in ids}
