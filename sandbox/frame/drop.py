"""A file drop: files in under the sender's name, files out in order. Our own convention, no vendor's.

`PUT /<system>/in/<name>` takes a file (the same name and bytes again: the same answer; other bytes: 409),
`GET /<system>/out?after=<name>` lists what lies ready behind that name, `GET /<system>/out/<name>` gives it.
Both ways carry `X-File-Signature: hmac-sha256=<hex>` over the raw bytes.
"""

import hashlib
import hmac
import time
from collections.abc import Callable

from sandbox.frame.app import App
from sandbox.frame.faults import Fault
from sandbox.frame.http import Request, Response, json_answer

_SCHEMA = """
CREATE TABLE IF NOT EXISTS drop_in (
  system TEXT NOT NULL, name TEXT NOT NULL, content BLOB NOT NULL, ref TEXT NOT NULL, at REAL NOT NULL,
  PRIMARY KEY (system, name)
);
CREATE TABLE IF NOT EXISTS drop_out (
  id INTEGER PRIMARY KEY, system TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, content BLOB NOT NULL,
  ready REAL NOT NULL, UNIQUE (system, name)
);
"""
_MOST = 100


class Refused(Exception):
    """The look-alike does not take this file; the text is its reason."""


class Drop:
    """The drop of one system; `take(name, content)` returns a reference or raises `Refused`."""

    def __init__(self, app: App, system: str, key: str, take: Callable[[str, bytes], str]) -> None:
        self._app, self.system, self._key, self._take = app, system, key, take
        app.store.schema(_SCHEMA)
        app.faults.register(
            Fault(f"{system}.busy", f"{system}：收发口一律回答 503"),
            Fault(f"{system}.bad_signature", f"{system}：给出的文件签名是错的"),
        )
        app.route("PUT", f"/{system}/in/{{name}}", self._in)
        app.route("GET", f"/{system}/out", self._list)
        app.route("GET", f"/{system}/out/{{name}}", self._out)

    def offer(self, kind: str, name: str, content: bytes, *, after_seconds: float = 0) -> None:
        """Lay a file ready; a name is offered once."""
        self._app.store.execute(
            "INSERT OR IGNORE INTO drop_out (system, kind, name, content, ready) VALUES (?, ?, ?, ?, ?)",
            self.system,
            kind,
            name,
            content,
            time.time() + after_seconds,
        )

    def _sign(self, content: bytes) -> str:
        return "hmac-sha256=" + hmac.new(self._key.encode(), content, hashlib.sha256).hexdigest()

    def _in(self, request: Request) -> Response:
        if self._app.faults.take(f"{self.system}.busy") is not None:
            return json_answer({"reason": "系统忙"}, 503)
        if not hmac.compare_digest(request.header("x-file-signature"), self._sign(request.body)):
            return json_answer({"reason": "文件签名不对"}, 401)
        name = request.match["name"]
        with self._app.store.writing():
            before = self._app.store.row(
                "SELECT content, ref FROM drop_in WHERE system = ? AND name = ?", self.system, name
            )
            if before is not None:
                same = before["content"] == request.body
                return json_answer(
                    {"ref": before["ref"]} if same else {"reason": "同名文件内容不同"}, 200 if same else 409
                )
            try:
                ref = self._take(name, request.body)
            except Refused as refused:
                return json_answer({"reason": str(refused)}, 422)
            self._app.store.execute(
                "INSERT INTO drop_in VALUES (?, ?, ?, ?, ?)",
                self.system,
                name,
                request.body,
                ref,
                time.time(),
            )
        return json_answer({"ref": ref}, 201)

    def _list(self, request: Request) -> Response:
        if self._app.faults.take(f"{self.system}.busy") is not None:
            return json_answer({"reason": "系统忙"}, 503)
        rows = self._app.store.rows(
            "SELECT kind, name FROM drop_out WHERE system = ? AND ready <= ? AND id > coalesce("
            "(SELECT id FROM drop_out WHERE system = ? AND name = ?), 0) ORDER BY id LIMIT ?",
            self.system,
            time.time(),
            self.system,
            request.query.get("after", ""),
            _MOST,
        )
        return json_answer({"files": [{"kind": row["kind"], "name": row["name"]} for row in rows]})

    def _out(self, request: Request) -> Response:
        row = self._app.store.row(
            "SELECT content FROM drop_out WHERE system = ? AND name = ? AND ready <= ?",
            self.system,
            request.match["name"],
            time.time(),
        )
        if row is None:
            return json_answer({"reason": "没有这个文件"}, 404)
        content = bytes(row["content"])
        wrong = self._app.faults.take(f"{self.system}.bad_signature", request.match["name"]) is not None
        signature = self._sign(content + b"x" if wrong else content)
        headers = {"Content-Type": "application/octet-stream", "X-File-Signature": signature}
        return Response(200, content, headers)
