"""Accounts of the staff, opened and activated as after an invitation; nobody needs their passwords."""

import hashlib
import hmac
import secrets
import struct
import time

from qianshan.mechanisms.access.api import activate_account, open_account
from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.calendar import clock
from qianshan.practice.stages.ground import Ground

_SYMBOLS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def open_all(ground: Ground) -> int:
    """Give each member of staff a working account; returns how many."""
    for person_id in ground.persons.values():
        by = Actor.system("practice.province", at=clock.now())
        account = open_account(person_id=person_id, password=secrets.token_urlsafe(24), by=by)
        secret = "".join(secrets.choice(_SYMBOLS) for _ in range(32))
        activate_account(account_id=account, secret=secret, code=totp(secret, time.time()), by=by)
    return len(ground.persons)


def totp(secret: str, at: float) -> str:
    """The six digits of RFC 6238 (SHA-1, 30 s) for a base32 secret."""
    import base64

    counter = struct.pack(">Q", int(at) // 30)
    mac = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    offset = mac[-1] & 15
    number = struct.unpack(">I", mac[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
