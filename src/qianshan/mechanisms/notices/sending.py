"""Sending what waits in the outbox: outside any transaction, one message at a time."""

import json
import logging
from collections.abc import Iterable
from datetime import datetime

from qianshan.mechanisms.notices.backends import NeverWorks, TryLater, sms_backend
from qianshan.mechanisms.notices.models import Notice, NoticeState
from qianshan.mechanisms.notices.outbox import PURPOSE
from qianshan.mechanisms.sealed.api import unseal_for_system

MOST_TRIES = 8
log = logging.getLogger("qianshan.notices")


def send_waiting(ids: Iterable[int], at: datetime) -> list[int]:
    """Send these; returns the ids that wait for another try.

    A worker that dies between the provider's answer and our note sends once more: the reference
    that goes with the message lets the provider recognise it.
    """
    backend = sms_backend()
    again: list[int] = []
    for notice in Notice.objects.filter(pk__in=list(ids), state=NoticeState.WAITING).order_by("pk"):
        if not _claim(notice):
            continue
        content = json.loads(unseal_for_system(PURPOSE, bytes(notice.sealed or b"")))
        try:
            notice.provider_id = backend.send(
                phone=content["phone"],
                template=notice.template,
                values=content["values"],
                reference=f"QS{notice.pk}",
            )
            _end(notice, NoticeState.SENT, "", at)
        except NeverWorks as refused:
            _end(notice, NoticeState.FAILED, str(refused), at)
        except TryLater as later:
            if notice.tries >= MOST_TRIES:
                _end(notice, NoticeState.FAILED, str(later), at)
            else:
                Notice.objects.filter(pk=notice.pk).update(error=str(later)[:80])
                again.append(notice.pk)
    return again


def _claim(notice: Notice) -> bool:
    """Count the try before it is made; of two workers with the same notice one goes on."""
    claimed = Notice.objects.filter(pk=notice.pk, state=NoticeState.WAITING, tries=notice.tries)
    notice.tries += 1
    return bool(claimed.update(tries=notice.tries))


def _end(notice: Notice, state: NoticeState, error: str, at: datetime) -> None:
    Notice.objects.filter(pk=notice.pk).update(
        state=state,
        provider_id=notice.provider_id[:80],
        error=error[:80],
        ended_at=at,
        sealed=None,
    )
    if state is NoticeState.FAILED:
        log.error("notice %s of template %s was not taken: %s", notice.pk, notice.template, error)
