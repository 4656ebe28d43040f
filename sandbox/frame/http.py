"""Requests and answers as plain values."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import parse_qs


@dataclass(frozen=True, slots=True)
class Request:
    """One request; `match` holds the named parts of the path, `target` the path with its query."""

    method: str
    path: str
    target: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    match: Mapping[str, str] = field(default_factory=dict)

    def header(self, name: str) -> str:
        """A header by its name in any case, or an empty string."""
        return self.headers.get(name.lower(), "")

    def form(self) -> dict[str, str]:
        """The last value of each field of a posted form."""
        return {
            key: values[-1]
            for key, values in parse_qs(
                self.body.decode(), keep_blank_values=True, max_num_fields=2000
            ).items()
        }

    def json(self) -> object:
        """The body as JSON.

        Raises:
            ValueError: it is none.
        """
        return json.loads(self.body)

    def cookie(self, name: str) -> str:
        """A cookie's value, or an empty string."""
        found = SimpleCookie(self.header("cookie")).get(name)
        return found.value if found else ""


@dataclass(slots=True)
class Response:
    """One answer; `pause` seconds pass between its first and second half, for slow bodies."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    pause: float = 0.0


def text(body: str, status: int = 200, content_type: str = "text/plain; charset=utf-8") -> Response:
    """An answer of plain text."""
    return Response(status, body.encode(), {"Content-Type": content_type})


def html(body: str, status: int = 200) -> Response:
    """An answer that is a page."""
    return text(body, status, "text/html; charset=utf-8")


def json_answer(value: object, status: int = 200) -> Response:
    """An answer of JSON, compact and in UTF-8."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(status, body, {"Content-Type": "application/json; charset=utf-8"})


def redirect(to: str) -> Response:
    """See Other: the answer to every posted form."""
    return Response(303, b"", {"Location": to})
