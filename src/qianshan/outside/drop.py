"""A signed file drop: the way to systems for which no vendor document exists (our reading).

`PUT <base>/in/<name>` gives a file, `GET <base>/out?after=<name>` lists what lies ready behind a name,
`GET <base>/out/<name>` fetches it. Both ways carry an HMAC-SHA256 over the raw bytes. Giving the same
file twice is harmless, so a crash between their taking and our noting costs nothing.
"""

import hashlib
import hmac
import http.client
import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from qianshan.mechanisms.exchange.api import NotTaken, TryLater

_TIMEOUT_SECONDS = 15
_MAX_BYTES = 32 * 1024 * 1024
_OK = (200, 201)
_NEVER = (400, 409, 413, 422)


class WrongSignature(TryLater):
    """A fetched file does not carry their signature; it is not stored and fetched again."""


@dataclass(frozen=True, slots=True)
class FileDrop:
    """One system's drop.

    Attributes:
        base: address without a final slash.
        key: shared key of the signatures.
    """

    base: str
    key: str

    def put(self, name: str, content: bytes) -> str:
        """Give a file; returns their reference.

        Raises:
            TryLater: unreachable, busy, or our key is refused.
            NotTaken: they refuse this file; the text is their reason.
        """
        status, answer, _ = self._call("PUT", f"/in/{quote(name, safe='')}", content)
        told = _json(answer)
        if status in _OK:
            return str(told.get("ref", ""))
        if status in _NEVER:
            raise NotTaken(str(told.get("reason", f"HTTP {status}")))
        raise TryLater(f"{self.base} answered {status}: {told.get('reason', '')}")

    def new_files(self, after: str) -> Iterator[tuple[str, str, bytes]]:
        """(kind, name, bytes) of what lies ready behind a name, in their order.

        Raises:
            TryLater: unreachable, busy, or a file without their signature.
        """
        status, answer, _ = self._call("GET", f"/out?after={quote(after, safe='')}")
        if status not in _OK:
            raise TryLater(f"{self.base} answered {status}")
        files = _json(answer).get("files")
        for entry in files if isinstance(files, list) else []:
            name = str(entry["name"])
            yield str(entry["kind"]), name, self._fetch(name)

    def _fetch(self, name: str) -> bytes:
        status, content, signature = self._call("GET", f"/out/{quote(name, safe='')}")
        if status not in _OK:
            raise TryLater(f"{self.base} answered {status} for {name}")
        if not hmac.compare_digest(signature, self._sign(content)):
            raise WrongSignature(f"{name} from {self.base} does not carry their signature")
        return content

    def _sign(self, content: bytes) -> str:
        return "hmac-sha256=" + hmac.new(self.key.encode(), content, hashlib.sha256).hexdigest()

    def _call(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes, str]:
        parts = urlsplit(self.base)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=_TIMEOUT_SECONDS)
        try:
            connection.request(
                method,
                parts.path + path,
                body=body or None,
                headers={"X-File-Signature": self._sign(body), "Content-Type": "application/octet-stream"},
            )
            answer = connection.getresponse()
            content = answer.read(_MAX_BYTES + 1)
            if len(content) > _MAX_BYTES:
                raise TryLater(f"{self.base} sent more than {_MAX_BYTES} bytes")
            return answer.status, content, answer.getheader("X-File-Signature", "") or ""
        except (OSError, http.client.HTTPException) as error:
            raise TryLater(f"{self.base} cannot be reached: {type(error).__name__}") from error
        finally:
            connection.close()


def _json(content: bytes) -> dict[str, object]:
    try:
        told = json.loads(content)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
