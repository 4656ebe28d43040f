"""AES-256-GCM with the algorithm's number in front, and keyed hashes for looking up.

Source: NIST SP 800-38D (96-bit random nonces; one data key seals far fewer than 2^32 texts).
"""

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

AES_256_GCM = 1
KEY_BYTES = 32
_NONCE_BYTES = 12


class CannotOpen(Exception):
    """The blob was sealed with another key, for another purpose or person, or was changed."""


def new_key() -> bytes:
    """Draw a fresh 256-bit key."""
    return secrets.token_bytes(KEY_BYTES)


def close(key: bytes, plain: bytes, bound_to: bytes) -> bytes:
    """Seal bytes; they open only with the same key and the same `bound_to`."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return bytes([AES_256_GCM]) + nonce + AESGCM(key).encrypt(nonce, plain, bound_to)


def open_(key: bytes, blob: bytes, bound_to: bytes) -> bytes:
    """Open what `close` made.

    Raises:
        CannotOpen: unknown algorithm, wrong key, wrong binding, or changed bytes.
    """
    if not blob or blob[0] != AES_256_GCM:
        raise CannotOpen(f"algorithm {blob[:1].hex() or 'missing'}: expected 01 (AES-256-GCM)")
    nonce, sealed = blob[1 : 1 + _NONCE_BYTES], blob[1 + _NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, sealed, bound_to)
    except (InvalidTag, ValueError) as error:
        raise CannotOpen("wrong key, wrong binding, or changed bytes") from error


def keyed_hash(key: bytes, purpose: str, text: str) -> bytes:
    """HMAC-SHA256 of a text for one purpose; equal texts of two purposes do not look equal."""
    return hmac.new(key, purpose.encode() + b"\x00" + text.encode(), hashlib.sha256).digest()
