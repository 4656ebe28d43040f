"""Payloads and raw arrivals hold account numbers and names: they lie sealed by the system's key."""

import base64
import json
from collections.abc import Mapping

from qianshan.mechanisms.sealed.api import seal_for_system, unseal_for_system

_PURPOSE = "exchange"


def close_payload(payload: Mapping[str, object]) -> bytes:
    """Seal a plain mapping."""
    return seal_for_system(_PURPOSE, json.dumps(payload, ensure_ascii=False, sort_keys=True))


def open_payload(blob: bytes) -> dict[str, object]:
    """Open what `close_payload` made."""
    payload: dict[str, object] = json.loads(unseal_for_system(_PURPOSE, blob))
    return payload


def close_content(content: bytes) -> bytes:
    """Seal raw bytes."""
    return seal_for_system(_PURPOSE, base64.b85encode(content).decode())


def open_content(blob: bytes) -> bytes:
    """Open what `close_content` made."""
    return base64.b85decode(unseal_for_system(_PURPOSE, blob))
