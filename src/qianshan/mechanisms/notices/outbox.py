"""Writing into the outbox, in the transaction of the change."""

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from qianshan.mechanisms.notices.templates import fill
from qianshan.mechanisms.sealed.api import newest, seal_for_system

_BATCH = 500
# A code or an invitation, for which somebody waits, goes before the thanks of a whole batch.
_FEW, _URGENT = 5, 10
PURPOSE = "notice"


@dataclass(frozen=True, slots=True)
class PhoneRef:
    """A bare mobile number."""

    phone: str


@dataclass(frozen=True, slots=True)
class PersonRef:
    """A person, told by the phone number that is kept for him."""

    person_id: int


@dataclass(frozen=True, slots=True)
class Message:
    """One message of many."""

    to: PhoneRef | PersonRef
    values: dict[str, str] = field(default_factory=dict)
    dedupe_key: str | None = None


def tell(
    template: str,
    *,
    to: PhoneRef | PersonRef,
    values: dict[str, str],
    at: datetime,
    dedupe_key: str | None = None,
) -> int:
    """Put one message into the outbox and a job behind it; returns how many were put (0 when known).

    `dedupe_key` says that this was told once and is not told again. A person without a phone
    number is not told.

    Raises:
        WrongValues: the values do not fit the template.
        Erased: the person's data was erased.
    """
    return tell_many(template, [Message(to, values, dedupe_key)], at=at)


def tell_many(template: str, messages: Iterable[Message], *, at: datetime) -> int:
    """Put many messages of one template into the outbox, one job for each 500; returns how many were put."""
    rows = [row for row in (_row(template, message) for message in messages) if row is not None]
    return sum(_put(template, rows[start : start + _BATCH], at) for start in range(0, len(rows), _BATCH))


@dataclass(frozen=True, slots=True)
class _Row:
    person_id: int | None
    dedupe_key: str
    sealed: bytes


def _row(template: str, message: Message) -> _Row | None:
    fill(template, message.values)
    person_id = message.to.person_id if isinstance(message.to, PersonRef) else None
    phone = message.to.phone if isinstance(message.to, PhoneRef) else newest(message.to.person_id, "phone")
    if phone is None:
        return None
    sealed = seal_for_system(PURPOSE, json.dumps({"phone": phone, "values": message.values}))
    return _Row(person_id, message.dedupe_key or f"once:{secrets.token_hex(12)}", sealed)


_INSERT = """
INSERT INTO notices_notice
  (template, person_id, dedupe_key, sealed, state, tries, created_at, provider_id, error)
SELECT %s, r.person_id, r.dedupe_key, r.sealed, 'waiting', 0, %s, '', ''
FROM unnest(%s::bigint[], %s::text[], %s::bytea[]) AS r (person_id, dedupe_key, sealed)
ON CONFLICT (dedupe_key) DO NOTHING RETURNING id
"""


def _put(template: str, rows: list[_Row], at: datetime) -> int:
    """Insert what is not known by its key; the ids of the fresh rows go to one job."""
    from qianshan.mechanisms.notices.jobs import send_notices

    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT,
            [
                template,
                at,
                [row.person_id for row in rows],
                [row.dedupe_key for row in rows],
                [row.sealed for row in rows],
            ],
        )
        ids = [row[0] for row in cursor.fetchall()]
    if ids:
        urgent = len(ids) <= _FEW
        send_notices.configure(priority=_URGENT if urgent else 0).defer(ids=list(ids))
    return len(ids)
