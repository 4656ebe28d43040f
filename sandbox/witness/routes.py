"""The witness's addresses: add-checkpoint, checkpoint, its key, and a page for people."""

import hashlib
import os
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sandbox.frame import App, Fault, Request, Response, escape, html, page, text
from sandbox.witness.note import (
    Head,
    Malformed,
    cosign,
    extends,
    parse_head,
    parse_vkey,
    signed_by,
    unbase64,
    vkey,
)

NAME = "witness.invalid/federation"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS witness_log (
  origin TEXT PRIMARY KEY, vkey TEXT NOT NULL, size INTEGER NOT NULL DEFAULT 0, root BLOB, checkpoint TEXT
);
CREATE TABLE IF NOT EXISTS witness_refused (at REAL NOT NULL, origin TEXT NOT NULL, why TEXT NOT NULL, body TEXT NOT NULL);
"""
_LONGEST = 64 * 1024
_MOST_HASHES = 63


@dataclass(frozen=True)
class _Witness:
    app: App
    key: Ed25519PrivateKey

    @property
    def public(self) -> str:
        return vkey(NAME, 4, self.key.public_key().public_bytes_raw())


def routes(app: App) -> None:
    """Put the witness at /witness/."""
    app.store.schema(_SCHEMA)
    app.faults.register(
        Fault("witness.silent", "见证方不应答（503）"),
        Fault("witness.forged", "见证方的签名是坏的"),
    )
    witness = _Witness(app, _key(app.data / "witness.key"))
    app.route("GET", "/witness/", lambda _request: html(_page(witness)))
    app.route("GET", "/witness/vkey", lambda _request: text(witness.public + "\n"))
    app.route("POST", "/witness/logs", lambda request: _add_log(witness, request))
    app.route("POST", "/witness/add-checkpoint", lambda request: _add_checkpoint(witness, request))
    app.route("GET", "/witness/checkpoint", lambda _request: _newest(witness))
    app.route("GET", "/witness/{origin}/checkpoint", lambda request: _of_origin(witness, request))
    app.menu.append(("见证方", "/witness/"))


def _key(path: Path) -> Ed25519PrivateKey:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        making = path.with_suffix(f".{os.getpid()}")
        making.write_bytes(os.urandom(32))
        making.replace(path)
    return Ed25519PrivateKey.from_private_bytes(path.read_bytes())


def _add_log(witness: _Witness, request: Request) -> Response:
    try:
        origin, _public = parse_vkey(request.body.decode())
    except (Malformed, UnicodeDecodeError) as error:
        return text(f"{error}\n", 400)
    key = request.body.decode().strip()
    witness.app.store.execute("INSERT OR IGNORE INTO witness_log (origin, vkey) VALUES (?, ?)", origin, key)
    row = witness.app.store.row("SELECT vkey FROM witness_log WHERE origin = ?", origin)
    if row is None or row["vkey"] != key:
        return text("another key is known for this log\n", 409)
    return text(witness.public + "\n")


def _add_checkpoint(witness: _Witness, request: Request) -> Response:
    if witness.app.faults.take("witness.silent") is not None:
        return text("503\n", 503)
    if len(request.body) > _LONGEST:
        return text("too long\n", 413)
    try:
        old, proof, note = _parse(request.body.decode())
        head = parse_head(note)
    except (Malformed, UnicodeDecodeError) as error:
        return text(f"{error}\n", 400)
    with witness.app.store.writing():
        row = witness.app.store.row("SELECT * FROM witness_log WHERE origin = ?", head.origin)
        if row is None:
            return text("unknown log\n", 404)
        refusal = _refusal(row, head, old, proof)
        if refusal is not None:
            if refusal.status == 422:
                _keep_refused(witness, head.origin, note)
            return refusal
        line = cosign(witness.key, NAME, head, int(time.time()))
        witness.app.store.execute(
            "UPDATE witness_log SET size = ?, root = ?, checkpoint = ? WHERE origin = ?",
            head.size,
            head.root,
            note + line,
            head.origin,
        )
    if witness.app.faults.take("witness.forged") is not None:
        return text(line[:-10] + "AAAAAAA=\n")
    return text(line)


def _refusal(row: sqlite3.Row, head: Head, old: int, proof: list[bytes]) -> Response | None:
    name, public = parse_vkey(row["vkey"])
    if not signed_by(head, name, public):
        return text("not signed by the log\n", 403)
    if old > head.size:
        return text("the old size is greater than the new one\n", 400)
    if old != row["size"]:
        return text(f"{row['size']}\n", 409, "text/x.tlog.size")
    if not extends(old, row["root"] or b"", head, proof):
        return text("not consistent\n", 422)
    return None


def _parse(body: str) -> tuple[int, list[bytes], str]:
    first, blank, note = body.partition("\n\n")
    lines = first.split("\n")
    size = lines[0].removeprefix("old ")
    if not blank or not lines[0].startswith("old ") or not size.isdigit() or str(int(size)) != size:
        raise Malformed("the first line is not the old size")
    if len(lines) - 1 > _MOST_HASHES:
        raise Malformed("the proof is too long")
    return int(size), [unbase64(line) for line in lines[1:]], note


def _keep_refused(witness: _Witness, origin: str, note: str) -> None:
    """A head that the log signed and that forks it: evidence."""
    witness.app.store.execute(
        "INSERT INTO witness_refused VALUES (?, ?, ?, ?)",
        time.time(),
        origin,
        "与已见证的检查点不是同一条日志",
        note,
    )


def _newest(witness: _Witness) -> Response:
    row = witness.app.store.row(
        "SELECT checkpoint FROM witness_log WHERE checkpoint NOT NULL ORDER BY rowid LIMIT 1"
    )
    return text(row["checkpoint"]) if row else text("nothing signed yet\n", 404)


def _of_origin(witness: _Witness, request: Request) -> Response:
    for row in witness.app.store.rows("SELECT origin, checkpoint FROM witness_log WHERE checkpoint NOT NULL"):
        if hashlib.sha256(row["origin"].encode()).hexdigest() == request.match["origin"]:
            return text(row["checkpoint"])
    return text("nothing signed yet\n", 404)


def _page(witness: _Witness) -> str:
    rows = witness.app.store.rows("SELECT * FROM witness_log ORDER BY origin")
    logs = "".join(
        f'<section class="card"><h2>{escape(row["origin"])}</h2><p>已见证 {row["size"]} 条</p>'
        f"<pre>{escape(row['checkpoint'] or '尚未签名')}</pre></section>"
        for row in rows
    )
    refused = witness.app.store.rows("SELECT * FROM witness_refused ORDER BY at DESC LIMIT 20")
    bad = "".join(f"<li>{escape(row['origin'])}：{escape(row['why'])}</li>" for row in refused)
    body = (
        "<p>替身：省慈善联合会的见证方。只给前后一致的检查点签名。</p>"
        f"<p>公钥 <code>{escape(witness.public)}</code></p>{logs or '<p>还没有登记的日志。</p>'}"
        f"<h2>拒绝签名</h2><ul>{bad or '<li>没有</li>'}</ul>"
    )
    return page("见证方", body, witness.app.menu)
