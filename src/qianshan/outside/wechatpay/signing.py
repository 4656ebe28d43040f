"""Signatures over lines: RSA-SHA256 (PKCS#1 v1.5), base64. Keys are parsed once for each PEM.

Source: https://pay.weixin.qq.com/doc/v3/merchant/4012365336 (requests), 4013053249 (answers).
"""

import base64
import binascii
import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

SCHEME = "WECHATPAY2-SHA256-RSA2048"


@lru_cache(maxsize=512)
def private_key(pem: str) -> RSAPrivateKey:
    """The merchant's key."""
    key = load_pem_private_key(pem.encode(), None)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError("WeChat Pay takes RSA keys")
    return key


@lru_cache(maxsize=512)
def public_key(pem: str) -> RSAPublicKey:
    """A key of the platform."""
    key = load_pem_public_key(pem.encode())
    if not isinstance(key, RSAPublicKey):
        raise TypeError("WeChat Pay gives RSA keys")
    return key


def message(*parts: str | bytes) -> bytes:
    """The parts, each ended by a line feed, the last one too; bytes stay as they are."""
    return b"".join((part if isinstance(part, bytes) else part.encode()) + b"\n" for part in parts)


def sign(pem: str, signed: bytes) -> str:
    """Base64 signature."""
    return base64.b64encode(private_key(pem).sign(signed, PKCS1v15(), hashes.SHA256())).decode()


def verifies(pem: str, signature: str, signed: bytes) -> bool:
    """Whether the signature fits."""
    try:
        public_key(pem).verify(
            base64.b64decode(signature, validate=True), signed, PKCS1v15(), hashes.SHA256()
        )
    except (InvalidSignature, binascii.Error):
        return False
    return True


def authorization(  # noqa: PLR0913  (the header is these parts)
    *, merchant_number: str, serial: str, pem: str, method: str, target: str, at: int, body: bytes
) -> str:
    """The `Authorization` header of a request; `target` is path and query."""
    nonce = secrets.token_hex(16).upper()
    signature = sign(pem, message(method, target, str(at), nonce, body))
    return (
        f'{SCHEME} mchid="{merchant_number}",nonce_str="{nonce}",signature="{signature}",'
        f'timestamp="{at}",serial_no="{serial}"'
    )
