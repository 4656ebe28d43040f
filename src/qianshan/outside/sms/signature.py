"""ACS3-HMAC-SHA256: signing a request to Aliyun's RPC interfaces.

Source: help.aliyun.com, V3 request structure and signature; its example is our test vector.
"""

import hashlib
import hmac
from urllib.parse import quote

ALGORITHM = "ACS3-HMAC-SHA256"


def canonical_query(query: dict[str, str]) -> str:
    """Parameters sorted by name, percent-encoded by RFC 3986."""
    return "&".join(f"{_encode(name)}={_encode(value)}" for name, value in sorted(query.items()))


def authorization(
    *, method: str, path: str, query: dict[str, str], headers: dict[str, str], key_id: str, secret: str
) -> str:
    """The Authorization header; `headers` are those that are signed, with lower-case names.

    `headers` holds `x-acs-content-sha256`, the hash of the body.
    """
    names = sorted(headers)
    signed = ";".join(names)
    canonical = "\n".join(
        [
            method,
            path,
            canonical_query(query),
            "".join(f"{name}:{headers[name].strip()}\n" for name in names),
            signed,
            headers["x-acs-content-sha256"],
        ]
    )
    to_sign = f"{ALGORITHM}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    signature = hmac.new(secret.encode(), to_sign.encode(), hashlib.sha256).hexdigest()
    return f"{ALGORITHM} Credential={key_id},SignedHeaders={signed},Signature={signature}"


def _encode(text: str) -> str:
    return quote(text, safe="-_.~")
