"""Adding leaves: in the transaction of what they tell, many at once by COPY."""

import os
from collections.abc import Iterable, Mapping
from itertools import islice

from django.db import connection

from qianshan.mechanisms.acts.api import act_id
from qianshan.mechanisms.merkle.kernel import leaf_hash
from qianshan.mechanisms.translog.kernel import commitment as rules
from qianshan.mechanisms.translog.kernel.jcs import canonical

Record = Mapping[str, object]

PERSONAL = frozenset(
    {"name", "donor", "donor_name", "person", "person_id", "phone", "email", "address", "id_number", "openid"}
)
_AT_ONCE = 5_000


class PersonalData(ValueError):
    """A record for the log names a field that belongs to a person."""


def add_leaves(kind: str, records: Iterable[tuple[str, Record]]) -> int:
    """Log records of one kind in the running command's transaction; returns how many.

    Each record comes with the key (public code) of its object. Ids, fen and days may stand in a
    record, never anything of a person: the log is for ever.

    Raises:
        LookupError: no command is running.
        ValueError: the kind is not lower-case words with dots.
        PersonalData: a record names a field that belongs to a person.
        TypeError: a record holds something that has no canonical JSON.
    """
    act_id()
    if not rules.is_kind(kind):
        raise ValueError(f"{kind!r} is not a kind of leaf: use lower-case words with dots, as gift.booked")
    added = 0
    left = iter(records)
    while some := list(islice(left, _AT_ONCE)):
        _copy(kind, some)
        added += len(some)
    return added


def _copy(kind: str, records: list[tuple[str, Record]]) -> None:
    step = rules.SALT_BYTES + rules.ID_BYTES
    fresh = os.urandom(step * len(records))
    with (
        connection.cursor() as cursor,
        cursor.copy(
            "COPY translog_leaf (kind, key, entry, hash, salt, record) FROM STDIN (FORMAT BINARY)"
        ) as copy,
    ):
        for number, (key, fields) in enumerate(records):
            if not PERSONAL.isdisjoint(fields):
                raise PersonalData(f"{kind} {key}: {', '.join(sorted(PERSONAL & set(fields)))}")
            start = number * step
            salt = fresh[start : start + rules.SALT_BYTES]
            record = canonical(fields)
            entry = rules.entry_bytes(
                kind, fresh[start + rules.SALT_BYTES : start + step].hex(), rules.commit(record, salt)
            )
            copy.write_row((kind, key, entry, leaf_hash(entry), salt, record))
