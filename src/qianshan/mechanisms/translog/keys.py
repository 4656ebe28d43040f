"""The log's own key: in the key file of the installation, made once, when the log is still empty."""

import base64
import fcntl
import json
import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from qianshan.mechanisms.acts.api import is_practice
from qianshan.mechanisms.translog.kernel.note import Signer

_SECTION = "log"
_SEED_BYTES = 32


class LogKeyMissing(Exception):
    """The log has entries and the key file has no key for it: a new key would be another log."""


def signer(*, may_make: bool) -> Signer:
    """The key that signs checkpoints; `may_make` only while nothing was ever published.

    Raises:
        LogKeyMissing: there is none, and none may be made.
    """
    path = Path(settings.KEY_FILE)
    section = _read(path).get(_SECTION)
    if section is None:
        if not may_make:
            raise LogKeyMissing(
                f"key file {path} holds no key of the log, but the log is not empty: put the old file back"
            )
        section = _make(path)
    return Signer(section["origin"], base64.b64decode(section["seed"]))


def has_key() -> bool:
    """Whether this installation's log already has its key."""
    return _SECTION in _read(Path(settings.KEY_FILE))


def _read(path: Path) -> dict[str, dict[str, str]]:
    try:
        content: dict[str, dict[str, str]] = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    return content


def _origin() -> str:
    """The log's name. A practice log cannot be mistaken for a real one (RFC 6761: invalid never resolves)."""
    if is_practice():
        return f"practice.invalid/{settings.INSTANCE}"
    return f"{urlsplit(settings.BASE_URL).netloc}/log"


def _make(path: Path) -> dict[str, str]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_name(f".{path.name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        content = _read(path)
        if _SECTION not in content:
            seed = base64.b64encode(secrets.token_bytes(_SEED_BYTES)).decode("ascii")
            content[_SECTION] = {"origin": _origin(), "seed": seed}
            fresh = path.with_name(f".{path.name}.{os.getpid()}")
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(content, file, indent=1)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        return content[_SECTION]
