"""Payees for a choice."""

from qianshan.spending.models import Payee
from qianshan.spending.queries.batches import payee_name

_MOST = 500


def payee_choices(charity_id: int) -> list[tuple[str, str]]:
    """Code and “name, account ending” of the charity's payees, newest first."""
    rows = Payee.objects.filter(charity_id=charity_id).order_by("-pk")[:_MOST]
    return [(row.code, f"{payee_name(row)} · {row.bank_name} …{row.account_tail}") for row in rows]
