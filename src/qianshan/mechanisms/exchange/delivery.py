"""Handing parcels over. The network is touched between two short transactions, never inside one."""

import hashlib
import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.exchange.models import Outgoing
from qianshan.mechanisms.exchange.registry import sent_handler, transport_for
from qianshan.mechanisms.exchange.seals import close_content, open_payload
from qianshan.mechanisms.exchange.types import HandedOver, NotTaken, Parcel, TryLater

PAUSES = [timedelta(seconds=s) for s in (2, 5, 15, 60, 300, 900, 3600, 3 * 3600, 6 * 3600)]
_LEASE = timedelta(minutes=2)
_MOST = 100
log = logging.getLogger("qianshan.exchange")


def deliver_due(at: datetime) -> int:
    """Hand over what is due, at most 100 parcels; returns how many were tried."""
    due = Q(state="waiting") | Q(told=False)
    ids = Outgoing.objects.filter(due, next_at__lte=at).order_by("next_at", "pk").values_list("pk", flat=True)
    return sum(deliver_one(pk, at) for pk in list(ids[:_MOST]))


def deliver_one(outgoing_id: int, at: datetime) -> bool:
    """Hand over one parcel if it is due and nobody else has it; tell the slice its fate.

    A process that dies in between leaves a parcel that is handed over again under the same key.
    """
    row = _claim(outgoing_id, at)
    if row is None:
        return False
    if row.state == "waiting" and not _hand_over(row, at):
        return True
    _tell(row, at)
    return True


def _claim(outgoing_id: int, at: datetime) -> Outgoing | None:
    """Take a parcel for two minutes."""
    with transaction.atomic():
        row = (
            Outgoing.objects.select_for_update(skip_locked=True)
            .filter(Q(state="waiting") | Q(told=False), pk=outgoing_id, next_at__lte=at)
            .first()
        )
        if row is not None:
            Outgoing.objects.filter(pk=row.pk).update(next_at=at + _LEASE)
    return row


def _hand_over(row: Outgoing, at: datetime) -> bool:
    """Send; returns whether the parcel has met its fate."""
    transport = transport_for(row.system)
    if transport is None:
        _later(row, at, f"no way to {row.system} is wired here")
        return False
    parcel = Parcel(row.system, row.kind, row.key, open_payload(bytes(row.payload)), row.made_at)
    try:
        done = transport.hand_over(parcel)
    except TryLater as error:
        _later(row, at, str(error))
        return False
    except NotTaken as error:
        row.state, row.last_error = "refused", str(error)
        row.save(update_fields=["state", "last_error"])
        return True
    except Exception as error:
        log.exception("%s could not be handed over", row)
        _later(row, at, f"{type(error).__name__}: {error}")
        return False
    _sent(row, done, at)
    return True


def _sent(row: Outgoing, done: HandedOver, at: datetime) -> None:
    row.state, row.sent_at, row.last_error = "sent", at, ""
    row.file_name, row.their_ref = done.file_name, done.their_ref
    row.content, row.content_sha256 = close_content(done.content), hashlib.sha256(done.content).hexdigest()
    row.save(
        update_fields=[
            "state",
            "sent_at",
            "last_error",
            "file_name",
            "their_ref",
            "content",
            "content_sha256",
        ]
    )


def _later(row: Outgoing, at: datetime, why: str) -> None:
    pause = PAUSES[min(row.attempts, len(PAUSES) - 1)]
    Outgoing.objects.filter(pk=row.pk).update(
        attempts=F("attempts") + 1, next_at=at + pause, last_error=why[:2000]
    )


def _tell(row: Outgoing, at: datetime) -> None:
    handler = sent_handler(row.system, row.kind)
    refusal = row.last_error if row.state == "refused" else ""
    try:
        if handler is not None:
            by = Actor.job(f"exchange.{row.system}", at=at)
            handler(key=row.key, their_ref=row.their_ref, refusal=refusal, by=by)
    except Exception:
        log.exception("the slice could not be told of %s", row)
        _later(row, at, row.last_error)
        return
    Outgoing.objects.filter(pk=row.pk).update(told=True)
