"""Opening a merchant account with the sandbox, as a charity would on the vendor's web console.

The real console is a web site for people (certificates, APIv3 key, platform key); there is no
call of the vendor for this. Only practice and tests use it.
"""

import json
import secrets
import string
import urllib.request
from dataclasses import dataclass

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from qianshan.mechanisms.channels.api import MerchantKeys

_API_KEY_LENGTH = 32
_TIMEOUT_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Registered:
    """A merchant that the sandbox knows from now on."""

    number: str
    app_id: str
    keys: MerchantKeys


def register(sandbox_url: str, *, number: str, name: str) -> Registered:
    """Make keys, tell the sandbox the public one, and take the platform's."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    public = (
        key.public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )
    api_key = "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(_API_KEY_LENGTH))
    serial, app_id = secrets.token_hex(20).upper(), f"wx{secrets.token_hex(8)}"
    told = _post(
        f"{sandbox_url}/wechat/merchants",
        {
            "mchid": number,
            "appid": app_id,
            "name": name,
            "serial_no": serial,
            "public_key": public,
            "api_v3_key": api_key,
        },
    )
    keys = MerchantKeys(serial, private, api_key, {told["public_key_id"]: told["public_key"]})
    return Registered(number, app_id, keys)


def _post(url: str, value: object) -> dict[str, str]:
    if not url.startswith("http://127.0.0.1:"):
        raise ValueError(f"a sandbox answers on 127.0.0.1, not at {url}")
    request = urllib.request.Request(  # noqa: S310  (checked above)
        url, json.dumps(value).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS) as answer:  # noqa: S310
        told: dict[str, str] = json.load(answer)
    return told
