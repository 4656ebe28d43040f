"""The HTTP side: signed requests, verified answers, keep-alive, the second host when the first fails.

Every call we make may be made twice (numbers are ours), so a lost connection is tried once more.
Source: https://pay.weixin.qq.com/doc/v3/merchant/4012365336
"""

import http.client
import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from qianshan.mechanisms.channels.port import ChannelDown, ChannelRefused, Merchant
from qianshan.outside.wechatpay import signing

FRESH_SECONDS = 300
_TIMEOUT_SECONDS = 8
_LONGEST_ANSWER = 1024 * 1024
LONGEST_BILL = 256 * 1024 * 1024
_SERVER_ERROR = 500
_CLIENT_ERROR = 400
_AGAIN = {"SYSTEM_ERROR", "BANK_ERROR", "FREQUENCY_LIMITED", "RATELIMIT_EXCEEDED"}
_local = threading.local()


@dataclass(frozen=True, slots=True)
class Raw:
    """An answer as it came."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def call(merchant: Merchant, method: str, target: str, value: object = None) -> dict[str, object]:
    """Ask, and return the verified JSON of the answer (empty for 204).

    Raises:
        ChannelDown: no answer, an answer that is not signed by the platform, or “try again”.
        ChannelRefused: an error of the channel, by its code.
    """
    body = b"" if value is None else json.dumps(value, ensure_ascii=False).encode()
    answer = send(merchant, method, target, body, longest=_LONGEST_ANSWER)
    if answer.status == http.HTTPStatus.UNAUTHORIZED:
        raise ChannelRefused("SIGN_ERROR", "the channel does not accept our signature")
    check_answer(merchant, answer)
    try:
        told = json.loads(answer.body) if answer.body else {}
    except ValueError as error:
        raise ChannelDown(f"answer {answer.status} is no JSON") from error
    if not isinstance(told, dict):
        raise ChannelDown(f"answer {answer.status} is no JSON object")
    if answer.status >= _CLIENT_ERROR:
        _refuse(answer.status, str(told.get("code") or "UNKNOWN"), str(told.get("message") or ""))
    return told


def _refuse(status: int, code: str, words: str) -> None:
    again = status >= _SERVER_ERROR or status == http.HTTPStatus.TOO_MANY_REQUESTS or code in _AGAIN
    if again:
        raise ChannelDown(f"{status} {code}")
    raise ChannelRefused(code, words)


def check_answer(merchant: Merchant, answer: Raw) -> None:
    """Believe an answer only when the platform signed it, now.

    Raises:
        ChannelDown: it is not signed by a known key, or not for this body, or too old.
    """
    timestamp, nonce = (
        answer.headers.get("wechatpay-timestamp", ""),
        answer.headers.get("wechatpay-nonce", ""),
    )
    serial = answer.headers.get("wechatpay-serial", "")
    pem = merchant.platform_keys.get(serial)
    if pem is None or not timestamp.isdigit():
        raise ChannelDown(f"answer {answer.status} is not signed by a key we know ({serial or 'no serial'})")
    if abs(time.time() - int(timestamp)) > FRESH_SECONDS:
        raise ChannelDown(f"answer {answer.status} is older than five minutes")
    signed = signing.message(timestamp, nonce, answer.body)
    if not signing.verifies(pem, answer.headers.get("wechatpay-signature", ""), signed):
        raise ChannelDown(f"answer {answer.status} carries a wrong signature")


def send(merchant: Merchant, method: str, target: str, body: bytes, *, longest: int) -> Raw:
    """Send to the first gateway that answers; each once, a kept connection that died once more.

    Raises:
        ChannelDown: none answers.
    """
    failure = ""
    for gateway in settings.WECHATPAY_GATEWAYS:
        try:
            return _send(gateway, merchant, method, target, body, longest=longest)
        except (OSError, http.client.HTTPException) as error:
            failure = f"{urlsplit(gateway).hostname}: {type(error).__name__}"
    raise ChannelDown(failure or "no gateway is configured")


def _send(gateway: str, merchant: Merchant, method: str, target: str, body: bytes, *, longest: int) -> Raw:
    connection, kept = _connection(gateway)
    try:
        return _exchange(connection, merchant, method, target, body, longest=longest)
    except (OSError, http.client.HTTPException) as error:
        connection.close()
        if not kept or isinstance(error, TimeoutError):
            raise
    return _exchange(connection, merchant, method, target, body, longest=longest)


def _exchange(
    connection: http.client.HTTPConnection,
    merchant: Merchant,
    method: str,
    target: str,
    body: bytes,
    *,
    longest: int,
) -> Raw:
    """One request. The clock here is the machine's: the channel compares it with its own."""
    headers = {
        "Accept": "application/json",
        "User-Agent": "qianshan",
        "Authorization": signing.authorization(
            merchant_number=merchant.number,
            serial=merchant.serial,
            pem=merchant.private_key,
            method=method,
            target=target,
            at=int(time.time()),
            body=body,
        ),
    }
    if body:
        headers["Content-Type"] = "application/json"
    key_id = next(
        (name for name in reversed(list(merchant.platform_keys)) if name.startswith("PUB_KEY_ID_")), None
    )
    if key_id:
        headers["Wechatpay-Serial"] = key_id
    connection.request(method, target, body or None, headers)
    answer = connection.getresponse()
    content = answer.read(longest + 1)
    if len(content) > longest:
        connection.close()
        raise http.client.HTTPException("the answer is too long")
    return Raw(answer.status, {name.lower(): value for name, value in answer.getheaders()}, content)


def _connection(gateway: str) -> tuple[http.client.HTTPConnection, bool]:
    """This thread's connection to a gateway, and whether it was used before."""
    kept: dict[str, http.client.HTTPConnection] = _local.__dict__.setdefault("connections", {})
    found = kept.get(gateway)
    if found is not None:
        return found, found.sock is not None
    parts = urlsplit(gateway)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    kept[gateway] = kind(parts.hostname or "", parts.port, timeout=_TIMEOUT_SECONDS)
    return kept[gateway], False
