"""Notifications: believed only when signed by the platform, now, over these very bytes; then opened.

A late *retry* is signed afresh, so refusing old timestamps loses nothing. A copy sent again
within five minutes meets the unique key of the inbox: accepted once, whatever its envelope.
Source: https://pay.weixin.qq.com/doc/v3/merchant/4012791861 (payment), 4012791865 (refund).
"""

import base64
import json
import time
from collections.abc import Mapping
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from qianshan.mechanisms.channels.port import Forged, Merchant, Notice, Payment, RefundAnswer
from qianshan.outside.wechatpay import signing
from qianshan.outside.wechatpay.client import FRESH_SECONDS
from qianshan.outside.wechatpay.words import REFUND_STATES

PROBE = "WECHATPAY/SIGNTEST/"


def verify(merchant: Merchant, headers: Mapping[str, str], body: bytes) -> Notice:
    """Check and open a notification; header names are lower case.

    Raises:
        Forged: wrong or unknown signature, too old, or not encrypted with our key.
        ValueError, KeyError: signed by the platform, but not as documented.
    """
    timestamp, signature = headers.get("wechatpay-timestamp", ""), headers.get("wechatpay-signature", "")
    if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > FRESH_SECONDS:
        raise Forged("timestamp is missing or more than five minutes off")
    if signature.startswith(PROBE):
        raise Forged("the channel's own probe with a wrong signature")
    pem = merchant.platform_keys.get(headers.get("wechatpay-serial", ""))
    if pem is None:
        raise Forged("signed by a key we do not know")
    if not signing.verifies(
        pem, signature, signing.message(timestamp, headers.get("wechatpay-nonce", ""), body)
    ):
        raise Forged("the signature does not fit the bytes")
    return _opened(merchant, json.loads(body))


def _opened(merchant: Merchant, envelope: Mapping[str, object]) -> Notice:
    event = str(envelope["event_type"])
    if event == "TRANSACTION.SUCCESS":
        plain = decrypt(merchant.api_key, envelope["resource"])
        return payment_notice(json.loads(plain), plain)
    if event.startswith("REFUND."):
        plain = decrypt(merchant.api_key, envelope["resource"])
        return _refund_notice(json.loads(plain), plain)
    return Notice(key=f"other:{envelope['id']}"[:80], opened=event)


def decrypt(api_key: str, resource: object) -> str:
    """Open `resource` with the APIv3 key (AEAD_AES_256_GCM).

    Raises:
        Forged: it was not closed with this key.
    """
    if not isinstance(resource, dict) or resource.get("algorithm") != "AEAD_AES_256_GCM":
        raise ValueError("resource is not AEAD_AES_256_GCM")
    try:
        return (
            AESGCM(api_key.encode())
            .decrypt(
                str(resource["nonce"]).encode(),
                base64.b64decode(str(resource["ciphertext"])),
                str(resource.get("associated_data") or "").encode(),
            )
            .decode()
        )
    except InvalidTag as error:
        raise Forged("not encrypted with our APIv3 key") from error


def payment_of(told: Mapping[str, object]) -> Payment:
    """A paid transaction, from a notification or a query."""
    amount = told["amount"]
    if not isinstance(amount, dict) or amount.get("currency", "CNY") != "CNY":
        raise ValueError("amount is not in CNY")
    return Payment(
        number=str(told["out_trade_no"]),
        transaction=str(told["transaction_id"]),
        amount_fen=_fen(amount["total"]),
        paid_at=datetime.fromisoformat(str(told["success_time"])),
        merchant_number=str(told["mchid"]),
        app_id=str(told["appid"]),
    )


def payment_notice(told: Mapping[str, object], plain: str) -> Notice:
    """The notice of a payment; its key is the transaction, so query and notification meet."""
    if told.get("trade_state") != "SUCCESS":
        raise ValueError(f"a payment notification of state {told.get('trade_state')}")
    paid = payment_of(told)
    return Notice(key=f"pay:{paid.transaction}", payment=paid, opened=plain)


def _refund_notice(told: Mapping[str, object], plain: str) -> Notice:
    state = str(told["refund_status"])
    amount = told["amount"]
    done = told.get("success_time")
    refund = RefundAnswer(
        number=str(told["out_refund_no"]),
        state=REFUND_STATES[state],
        channel_number=str(told["refund_id"]),
        amount_fen=_fen(amount["refund"]) if isinstance(amount, dict) else 0,
        done_at=datetime.fromisoformat(str(done)) if done else None,
    )
    return Notice(key=f"refund:{refund.channel_number}:{state}", refund=refund, opened=plain)


def _fen(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"an amount is not whole fen: {type(value).__name__}")
    return value
