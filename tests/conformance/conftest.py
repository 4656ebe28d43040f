"""A sandbox process for the run, and one merchant account of each channel for each test."""

import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from qianshan.mechanisms.channels.port import Channel, Merchant
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
