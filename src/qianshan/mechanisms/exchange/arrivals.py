"""Collecting what lies ready, and handing it to its reader."""

import hashlib
import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from qianshan.mechanisms.acts.api import Actor, Refusal
from qianshan.mechanisms.exchange.delivery import PAUSES
from qianshan.mechanisms.exchange.models import Incoming
from qianshan.mechanisms.exchange.registry import arrival_handler, transports
from qianshan.mechanisms.exchange.seals import close_content, open_content
from qianshan.mechanisms.exchange.types import Arrival, TryLater

_LEASE = timedelta(minutes=2)
_GIVE_UP_AFTER = 12
_MOST = 100
log = logging.getLogger("qianshan.exchange")


def collect_all(at: datetime) -> int:
    """Fetch from every wired system what is new; returns how many things were stored."""
    stored = 0
    for transport in transports():
        try:
            for kind, name, content in transport.collect(_newest(transport.system)):
                stored += store(system=transport.system, kind=kind, name=name, content=content, at=at)
        except TryLater as error:
            log.info("nothing collected from %s: %s", transport.system, error)
    return stored


def store(*, system: str, kind: str, name: str, content: bytes, at: datetime, uploaded: bool = False) -> bool:
    """Keep an arrival raw; False when this name came before (its bytes are not looked at again).

    `uploaded` by a person: it does not move the point from which is collected.
    """
    _, made = Incoming.objects.get_or_create(
        system=system,
        kind=kind,
        name=name,
        defaults={
            "uploaded": uploaded,
            "payload": close_content(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            "received_at": at,
            "next_at": at,
        },
    )
    return made


def read_due(at: datetime) -> int:
    """Hand due arrivals to their readers in the order of arrival; returns how many were read."""
    ids = Incoming.objects.filter(state="new", next_at__lte=at).order_by("pk").values_list("pk", flat=True)
    return sum(read_one(pk, at) for pk in list(ids[:_MOST]))


def read_one(incoming_id: int, at: datetime) -> bool:
    """Hand one arrival to its reader; a refusal sets it aside, a failure tries again later."""
    with transaction.atomic():
        row = (
            Incoming.objects.select_for_update(skip_locked=True)
            .filter(pk=incoming_id, state="new", next_at__lte=at)
            .first()
        )
        if row is None:
            return False
        Incoming.objects.filter(pk=row.pk).update(next_at=at + _LEASE)
    handler = arrival_handler(row.system, row.kind)
    if handler is None:
        _aside(row, at, f"nobody reads {row.system} {row.kind}")
        return True
    arrival = Arrival(row.system, row.kind, row.name, open_content(bytes(row.payload)), row.received_at)
    try:
        handler(arrival, Actor.job(f"exchange.{row.system}", at=at))
    except Refusal as refusal:
        _aside(row, at, str(refusal))
    except Exception as error:
        log.exception("%s could not be read", row)
        _later(row, at, f"{type(error).__name__}: {error}")
    else:
        Incoming.objects.filter(pk=row.pk).update(state="done", done_at=at, reason="")
    return True


def _newest(system: str) -> str:
    row = Incoming.objects.filter(system=system, uploaded=False).order_by("-pk").first()
    return row.name if row else ""


def _aside(row: Incoming, at: datetime, why: str) -> None:
    Incoming.objects.filter(pk=row.pk).update(state="aside", done_at=at, reason=why[:2000])


def _later(row: Incoming, at: datetime, why: str) -> None:
    if row.attempts + 1 >= _GIVE_UP_AFTER:
        _aside(row, at, why)
        return
    pause = PAUSES[min(row.attempts, len(PAUSES) - 1)]
    Incoming.objects.filter(pk=row.pk).update(
        attempts=F("attempts") + 1, next_at=at + pause, reason=why[:2000]
    )
