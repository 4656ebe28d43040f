"""A bare loop of hashlib: two SHA-256 a leaf, over a record of usual length and over its entry."""

import os
from hashlib import sha256
from time import perf_counter


def leaves_a_second(count: int) -> float:
    """How many leaves a second one could at most hash in this interpreter, storing nothing."""
    salt = os.urandom(32)
    records = [
        b'{"amount_fen":1000,"code":"QS%012d","fund":"F000001","paid_on":"2026-11-24"}' % n
        for n in range(count)
    ]
    entry = b'{"commitment":"%s","id":"0123456789abcdef0123456789abcdef","type":"gift.booked"}'
    hashes = []
    begun = perf_counter()
    for record in records:
        commitment = sha256(salt + record).hexdigest().encode()
        hashes.append(sha256(b"\0" + entry % commitment).digest())
    return count / (perf_counter() - begun)
