"""Signatures and encryption of APIv3: RSA-SHA256 (PKCS#1 v1.5) and AES-256-GCM."""

import base64
import re
import secrets

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_FIELD = re.compile(r'(\w+)="([^"]*)"')


def new_key() -> tuple[str, str]:
    """A fresh RSA key of 2048 bits as (private, public) PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private.decode(), public.decode()


def load_private(pem: str) -> rsa.RSAPrivateKey:
    """A private key from PEM."""
    key = serialization.load_pem_private_key(pem.encode(), None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError("an RSA key is needed")
    return key


def load_public(pem: str) -> rsa.RSAPublicKey:
    """A public key from PEM."""
    key = serialization.load_pem_public_key(pem.encode())
    if not isinstance(key, rsa.RSAPublicKey):
        raise TypeError("an RSA key is needed")
    return key


def sign(key: rsa.RSAPrivateKey, *lines: str, body: bytes = b"") -> str:
    """Base64 signature over the lines and the body, each ended by a line feed."""
    message = "".join(f"{line}\n" for line in lines).encode() + body + b"\n"
    return base64.b64encode(key.sign(message, padding.PKCS1v15(), hashes.SHA256())).decode()


def verifies(key: rsa.RSAPublicKey, signature: str, *lines: str, body: bytes = b"") -> bool:
    """Whether the signature fits the lines and the body."""
    message = "".join(f"{line}\n" for line in lines).encode() + body + b"\n"
    try:
        key.verify(base64.b64decode(signature, validate=True), message, padding.PKCS1v15(), hashes.SHA256())
    except (InvalidSignature, ValueError):
        return False
    return True


def authorization_fields(header: str) -> dict[str, str]:
    """The parts of an `Authorization` header of APIv3; empty when it is of another kind."""
    scheme, _, rest = header.partition(" ")
    return dict(_FIELD.findall(rest)) if scheme == "WECHATPAY2-SHA256-RSA2048" else {}


def encrypt(api_v3_key: str, plain: str, *, associated: str, nonce: str) -> str:
    """AEAD_AES_256_GCM: base64 of ciphertext and tag."""
    sealed = AESGCM(api_v3_key.encode()).encrypt(nonce.encode(), plain.encode(), associated.encode())
    return base64.b64encode(sealed).decode()


def nonce(length: int = 32) -> str:
    """A random string of letters and digits."""
    alphabet = "ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789"
    return "".join(secrets.choice(alphabet) for _ in range(length))
