"""Engine steps: let the channels be asked, and take refund notifications."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from qianshan.mechanisms.channels.asking import note_refund
from qianshan.mechanisms.channels.engine import step
from qianshan.mechanisms.channels.models import Inbox, InboxKind, InboxState, SetAside, Watch
from qianshan.mechanisms.channels.port import RefundState
from qianshan.mechanisms.channels.schedule import next_ask

_AT_ONCE = 200
_PER_JOB = 20


@step("channels.ask", every_seconds=0.5)
def defer_asking(now: datetime) -> int:
    """Hand what is due to jobs; the next asking is planned before, so a lost job costs one turn."""
    from qianshan.mechanisms.channels.jobs import ask

    with transaction.atomic():
        due = list(
            Watch.objects.select_for_update(skip_locked=True)
            .filter(next_at__lte=now)
            .order_by("next_at", "id")[:_AT_ONCE]
        )
        for watch in due:
            watch.tries += 1
            watch.next_at = next_ask(watch.kind, watch.tries, now)
        Watch.objects.bulk_update(due, ["tries", "next_at"])
        for kind in sorted({watch.kind for watch in due}):
            for ids in _groups([watch.object_id for watch in due if watch.kind == kind]):
                ask.defer(kind=kind, object_ids=ids)
    return len(due)


def _groups(ids: list[int]) -> Iterable[list[int]]:
    return (ids[start : start + _PER_JOB] for start in range(0, len(ids), _PER_JOB))


@step("channels.refund_notices")
def take_refund_notices(now: datetime) -> int:
    """Settle refunds that the channel notified; what is no refund of ours is set aside."""
    rows = list(Inbox.objects.filter(kind=InboxKind.REFUND, state=InboxState.NEW).order_by("id")[:_AT_ONCE])
    for row in rows:
        known = note_refund(row.number, RefundState(row.refund_state), row.transaction, now=now)
        Inbox.objects.filter(pk=row.pk).update(
            state=InboxState.DONE if known else InboxState.SET_ASIDE,
            reason="" if known else SetAside.UNKNOWN_REFUND,
        )
    return len(rows)
