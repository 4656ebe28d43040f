"""Signed WeChat notifications a second over HTTP, verified, stored and answered, against a bare WSGI function.

Both run under granian with the same threads and a pool of the same size, and get the same bytes from the
same senders, in turn. Ours checks the signature over the raw bytes, opens the AES-256-GCM resource, and stores
one row; the reference only inserts the body into a bare table. Bodies are signed before each round.
"""

import contextlib
import json
import multiprocessing
import os
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
from django.test.utils import override_settings

from benchmarks.frame import BenchDatabase, Result, interleaved
from benchmarks.reference import plain_insert
from qianshan.mechanisms.access.api import create_organisation
from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.calendar.clock import now
from qianshan.mechanisms.channels.api import MerchantKeys, open_merchant_account
from qianshan.mechanisms.channels.door import CONNECTIONS
from qianshan.mechanisms.sealed.keyring import ensure
from sandbox.wechat import crypto

ROOT = Path(__file__).parents[1]
THREADS, SENDERS, EACH, ROUNDS = 8, 16, 150, 5
MERCHANT, APP_ID, API_KEY, SERIAL = "1900000109", "wx0000000000000001", "k" * 32, "PUB_KEY_ID_BENCH"


def _notification(private, number: int) -> bytes:
    """One signed request as it goes over the wire."""
    txn = f"42{uuid.uuid4().int % 10**26:026d}"
    plain = {
        "appid": APP_ID, "mchid": MERCHANT, "out_trade_no": f"QSBENCH{number:08d}", "transaction_id": txn,
        "trade_type": "NATIVE", "trade_state": "SUCCESS", "trade_state_desc": "支付成功", "bank_type": "OTHERS", "attach": "",
        "success_time": "2026-11-24T10:00:00+08:00", "payer": {"openid": "o" * 28},
        "amount": {"total": 1000, "payer_total": 1000, "currency": "CNY", "payer_currency": "CNY"},
    }  # fmt: skip
    nonce = crypto.nonce(12)
    sealed = crypto.encrypt(
        API_KEY, json.dumps(plain, ensure_ascii=False), associated="transaction", nonce=nonce
    )
    body = json.dumps(
        {
            "id": str(uuid.uuid4()), "create_time": "2026-11-24T10:00:00+08:00", "resource_type": "encrypt-resource",
            "event_type": "TRANSACTION.SUCCESS", "summary": "支付成功",
            "resource": {"original_type": "transaction", "algorithm": "AEAD_AES_256_GCM", "ciphertext": sealed,
                         "associated_data": "transaction", "nonce": nonce},
        },
        ensure_ascii=False,
    ).encode()  # fmt: skip
    at, once = str(int(time.time())), crypto.nonce()
    head = (
        f"POST /channels/wechatpay/{MERCHANT} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nWechatpay-Serial: {SERIAL}\r\nWechatpay-Timestamp: {at}\r\n"
        f"Wechatpay-Nonce: {once}\r\nWechatpay-Signature: {crypto.sign(private, at, once, body=body)}\r\n\r\n"
    )
    return head.encode() + body


def _send(port: int, requests: list[bytes], gate, queue) -> None:
    """One kept connection; every answer is read before the next request."""
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        gate.wait()
        good = 0
        for request in requests:
            line.sendall(request)
            answer = b""
            while b"\r\n\r\n" not in answer:
                answer += line.recv(4096)
            good += answer.startswith(b"HTTP/1.1 204")
        queue.put(good)


def _rate(port: int, requests: list[bytes]) -> float:
    context = multiprocessing.get_context("fork")
    queue, gate = context.SimpleQueue(), context.Barrier(SENDERS + 1)
    children = [
        context.Process(target=_send, args=(port, requests[n::SENDERS], gate, queue)) for n in range(SENDERS)
    ]
    for child in children:
        child.start()
    gate.wait()
    started = time.perf_counter()
    good = sum(queue.get() for _ in children)
    elapsed = time.perf_counter() - started
    for child in children:
        child.join()
    if good != len(requests):
        raise AssertionError(f"{good} of {len(requests)} were answered 204")
    return good / elapsed


@contextlib.contextmanager
def _server(application: str, env: dict[str, str]) -> Iterator[int]:
    """The application under granian; yields its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
               "--workers", "1", "--blocking-threads", str(THREADS), "--no-access-log", "--log-level", "warning",
               application]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=sys.stderr)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _account(public: str) -> None:
    by = Actor.system("bench", at=now())
    charity = create_organisation(
        uscc="53520000MJY000017F", name="测试基金会", kind="charity", division_code="520000", by=by
    )
    keys = MerchantKeys("BENCH", "none", API_KEY, {SERIAL: public})
    open_merchant_account(
        organisation_id=charity, channel="wechatpay", number=MERCHANT, app_id=APP_ID, keys=keys, by=by
    )


def bench(db: BenchDatabase) -> Result:
    private_pem, public = crypto.new_key()
    private = crypto.load_private(private_pem)
    with (
        tempfile.TemporaryDirectory(prefix="qianshan-bench-notify-") as folder,
        db.beside("bench_bare") as beside,
    ):
        keys = Path(folder) / "keys.json"
        ensure(keys)
        with override_settings(KEY_FILE=keys):
            _account(public)
        with psycopg.connect(beside, autocommit=True) as owner:
            owner.execute(plain_insert.TABLE)
        path = f"{ROOT / 'src'}:{ROOT}"
        env = {**os.environ, "PYTHONPATH": path, "QIANSHAN_KEYS": str(keys), "DATABASE_URL": db.app_dsn}
        bare = {**env, "BARE_DSN": beside, "BARE_POOL": str(CONNECTIONS)}
        with (
            _server("qianshan.project.wsgi:application", env) as ours,
            _server("benchmarks.reference.bare_wsgi:application", bare) as reference,
        ):
            for port in (ours, reference):
                _rate(port, [_notification(private, n) for n in range(SENDERS * 20)])
            found = interleaved(
                ROUNDS,
                ours=lambda: _rate(ours, _signed(private)),
                reference=lambda: _rate(reference, _signed(private)),
            )
    settings = {"connections": SENDERS, "threads": THREADS, "pool": CONNECTIONS, "rounds": ROUNDS,
                "notifications": SENDERS * EACH}  # fmt: skip
    return Result(found["ours"], found["reference"], "notifications/s", settings)


def _signed(private) -> list[bytes]:
    return [_notification(private, n) for n in range(SENDERS * EACH)]
