"""Which keys a backup needs, told by fingerprints: a key is never in it."""

import base64
import hashlib
import json
from pathlib import Path

_LENGTH = 16


def fingerprints(path: Path) -> dict[str, str]:
    """Each key of a key file by its place with the beginning of its hash; the keys are 256 random bits."""
    if not path.exists():
        return {}
    content = json.loads(path.read_text("utf-8"))
    keys = {
        f"{kind}/{number}": key
        for kind in ("masters", "blind")
        for number, key in content.get(kind, {}).items()
    }
    if "log" in content:
        keys["log"] = content["log"]["seed"]
    return {
        place: hashlib.sha256(base64.b64decode(key)).hexdigest()[:_LENGTH]
        for place, key in sorted(keys.items())
    }


def lacking(path: Path, needed: dict[str, str]) -> list[str]:
    """The keys that a backup needs and this file does not hold."""
    found = fingerprints(path)
    return [place for place, mark in needed.items() if found.get(place) != mark]
