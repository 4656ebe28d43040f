"""A sandbox process for the run, and one merchant account of each channel for each test."""

import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.db import connections

from qianshan.mechanisms.access.api import create_organisation
from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.calendar.clock import now
from qianshan.mechanisms.channels.api import Method, offer, open_merchant_account, open_order
from qianshan.mechanisms.channels.door import close_pools, notification_door
from qianshan.mechanisms.channels.port import Channel, Merchant
from qianshan.mechanisms.channels.registry import forget
from qianshan.mechanisms.codes import new_code
from qianshan.outside.wechatpay import channel as wechatpay
from qianshan.outside.wechatpay import client
from qianshan.outside.wechatpay.console import register

ROOT = Path(__file__).resolve().parents[2]
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Sandbox:
    url: str

    def post(self, path: str, value: object = None) -> tuple[int, bytes]:
        body = json.dumps(value).encode() if value is not None else b""
        request = urllib.request.Request(self.url + path, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read()

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(self.url + path, timeout=10) as answer:
            return answer.read()

    def fault(self, code: str, key: str = "", value: str = "", times: int | None = 1) -> None:
        self.post("/faults/", {"code": code, "key": key, "value": value, "times": times})


@pytest.fixture(scope="session")
def sandbox_process() -> Iterator[Sandbox]:
    folder = tempfile.mkdtemp(prefix="qianshan-sandbox-")
    process = subprocess.Popen(
        [sys.executable, "-m", "sandbox", "--port", "0", "--data", folder, "--speed", "20"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    yield Sandbox(line.removeprefix("Sandbox: ").strip())
    process.terminate()
    process.wait(10)
    process.stdout.close()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def sandbox(sandbox_process: Sandbox, settings, monkeypatch) -> Iterator[Sandbox]:
    settings.SANDBOX_URL = sandbox_process.url
    settings.WECHATPAY_GATEWAYS = [sandbox_process.url]
    client._local.__dict__.clear()
    yield sandbox_process
    sandbox_process.post("/faults/", {"off": "all"})


@dataclass(frozen=True)
class UnderTest:
    """What the suite needs of a channel and its look-alike; a new channel adds one."""

    channel: Channel
    merchant: Merchant
    fault: str
    pay: Callable[[str], int]


def _wechatpay(sandbox: Sandbox) -> UnderTest:
    number = f"19{next(_numbers):08d}"
    made = register(sandbox.url, number=number, name="测试基金会")
    merchant = Merchant(
        id=1,
        channel="wechatpay",
        number=number,
        organisation_id=1,
        app_id=made.app_id,
        serial=made.keys.serial,
        private_key=made.keys.private_key,
        api_key=made.keys.api_key,
        platform_keys=made.keys.platform_keys,
    )
    return UnderTest(
        wechatpay.WechatPay(),
        merchant,
        "wechat",
        lambda order: sandbox.post(f"/wechat/orders/{number}/{order}/pay")[0],
    )


CHANNELS = {"wechatpay": _wechatpay}


@pytest.fixture(params=sorted(CHANNELS))
def under_test(request: pytest.FixtureRequest, sandbox: Sandbox) -> UnderTest:
    return CHANNELS[request.param](sandbox)


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_args) -> None:
        pass


class _Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@dataclass
class Listening:
    """A web process of the test's own: only the door, and what it answered."""

    url: str
    answers: list[str]


@pytest.fixture
def listening(fresh_db, settings) -> Iterator[Listening]:
    answers: list[str] = []

    def django(_environ, start_response):
        start_response("200 OK", [("Content-Length", "6")])
        return [b"django"]

    door = notification_door(django)

    def application(environ, start_response):
        def start(status, headers):
            answers.append(status[:3])
            return start_response(status, headers)

        try:
            return door(environ, start)
        finally:
            connections["default"].close()

    server = make_server("127.0.0.1", 0, application, server_class=_Threads, handler_class=_Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    settings.BASE_URL = f"http://127.0.0.1:{server.server_port}"
    forget()
    yield Listening(settings.BASE_URL, answers)
    server.shutdown()
    thread.join()
    server.server_close()
    close_pools()
    forget()


@dataclass(frozen=True)
class House:
    """A charity with an account at the channel, and what a test does with it."""

    merchant_id: int
    merchant_number: str
    sandbox: Sandbox
    listening: Listening

    def order(self, amount_fen: int = 1000, purpose: str = "tests") -> tuple[int, str]:
        number = new_code("QS")
        order_id = open_order(
            merchant_id=self.merchant_id,
            number=number,
            purpose=purpose,
            amount_fen=amount_fen,
            description="捐给「暖冬行动」",
            lasts=timedelta(hours=2),
            by=Actor.job("tests", at=now()),
        )
        return order_id, number

    def offered(self, amount_fen: int = 1000) -> tuple[int, str]:
        order_id, number = self.order(amount_fen)
        offer(order_id, method=Method.SCAN, now=now())
        return order_id, number

    def pay(self, number: str) -> None:
        assert self.sandbox.post(f"/wechat/orders/{self.merchant_number}/{number}/pay")[0] == 204

    def notices(self, number: str) -> list[dict[str, object]]:
        return json.loads(self.sandbox.get(f"/wechat/notices.json?number={number}"))

    def wait(self, done: Callable[[], bool], seconds: float = 8) -> None:
        deadline = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < deadline, "waited in vain"
            time.sleep(0.02)


@pytest.fixture
def house(sandbox: Sandbox, listening: Listening) -> House:
    by = Actor.system("tests", at=now())
    charity = create_organisation(
        uscc="53520000MJY000017F", name="测试基金会", kind="charity", division_code="520000000000", by=by
    )
    number = f"19{next(_numbers):08d}"
    made = register(sandbox.url, number=number, name="测试基金会")
    account = open_merchant_account(
        organisation_id=charity, channel="wechatpay", number=number, app_id=made.app_id, keys=made.keys, by=by
    )
    return House(account, number, sandbox, listening)
