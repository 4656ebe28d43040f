"""The public library `wechatpayv3` works against our sandbox, and opens its notifications.

It comes from an environment of its own (requirements/oracle-wechatpay.txt) and shares no code with
our adapter or the look-alike: a third reading of the vendor's documents.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements" / "oracle-wechatpay.txt"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def python() -> Path:
    """The interpreter of the oracle's environment, made once for each lock file."""
    stamp = hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()[:12]
    home = ROOT / ".state" / "oracles" / f"wechatpay-{stamp}"
    interpreter = home / "bin" / "python"
    if not (home / "ready").exists():
        shutil.rmtree(home, ignore_errors=True)
        uv = shutil.which("uv") or str(Path(sys.executable).with_name("uv"))
        commands = (
            [uv, "venv", "--quiet", "--python", sys.executable, str(home)],
            [uv, "pip", "install", "--quiet", "--python", str(interpreter), "--no-deps", "--require-hashes", "-r", str(LOCK)],
        )  # fmt: skip
        for command in commands:
            done = subprocess.run(
                command,
                capture_output=True,
                text=True,
                check=False,
                env={**os.environ, "UV_SYSTEM_CERTS": "1"},
            )
            if done.returncode and os.environ.get("QIANSHAN_REQUIRE") != "all":
                pytest.skip(f"wechatpayv3 cannot be installed: {done.stderr.strip()[-200:]}")
            assert done.returncode == 0, done.stderr
        (home / "ready").touch()
    return interpreter


class _Catcher(ThreadingHTTPServer):
    daemon_threads = True
    caught: list[tuple[dict[str, str], str]]


@pytest.fixture
def catcher():
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.server.caught.append((dict(self.headers.items()), body))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_args):
            pass

    server = _Catcher(("127.0.0.1", 0), Handler)
    server.caught = []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def oracle(python, sandbox, under_test, catcher):
    merchant = under_test.merchant
    [(key_id, key)] = merchant.platform_keys.items()
    account = {
        "mchid": merchant.number,
        "appid": merchant.app_id,
        "private_key": merchant.private_key,
        "serial": merchant.serial,
        "api_key": merchant.api_key,
        "notify_url": f"http://127.0.0.1:{catcher.server_port}/notify",
        "platform_key": key,
        "platform_key_id": key_id,
    }

    def ask(*calls):
        done = subprocess.run(
            [str(python), str(Path(__file__).with_name("oracle_wechatpay.py"))],
            input=json.dumps({"gateway": sandbox.url, "account": account, "calls": list(calls)}),
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            env={name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return ask


def _order(number, total=800):
    return {"call": "order", "description": "测试", "out_trade_no": number, "amount": {"total": total}}


def _wait(done):
    for _ in range(200):
        if done():
            return
        time.sleep(0.05)
    raise AssertionError("waited in vain")


def test_it_orders_queries_refunds_and_reads_bills(oracle, under_test):
    ordered, before = oracle(_order("QSORACLE0001"), {"call": "query", "out_trade_no": "QSORACLE0001"})
    assert ordered["status"] == 200
    assert ordered["body"]["code_url"]
    assert before["body"]["trade_state"] == "NOTPAY"

    under_test.pay("QSORACLE0001")
    after, refund, again, bill = oracle(
        {"call": "query", "out_trade_no": "QSORACLE0001"},
        {"call": "refund", "out_refund_no": "TKORACLE0001", "out_trade_no": "QSORACLE0001",
         "amount": {"refund": 300, "total": 800, "currency": "CNY"}, "reason": "测试"},
        {"call": "query_refund", "out_refund_no": "TKORACLE0001"},
        {"call": "trade_bill", "bill_date": time.strftime("%Y-%m-%d", time.gmtime(time.time() + 8 * 3600))},
    )  # fmt: skip

    assert (after["body"]["trade_state"], after["body"]["amount"]["total"]) == ("SUCCESS", 800)
    assert (refund["status"], refund["body"]["amount"]["refund"]) == (200, 300)
    assert again["body"]["refund_id"] == refund["body"]["refund_id"]
    assert bill["body"]["hash_type"] == "SHA1"


def test_it_closes_an_order(oracle, under_test):
    _ordered, closed, after = oracle(
        _order("QSORACLE0002"),
        {"call": "close", "out_trade_no": "QSORACLE0002"},
        {"call": "query", "out_trade_no": "QSORACLE0002"},
    )

    assert closed["status"] == 204
    assert after["body"]["trade_state"] == "CLOSED"


def test_it_opens_the_notifications_of_a_payment_and_a_refund(oracle, under_test, catcher):
    oracle(_order("QSORACLE0003", 1234))
    under_test.pay("QSORACLE0003")
    _wait(lambda: len(catcher.caught) == 1)
    oracle({"call": "refund", "out_refund_no": "TKORACLE0003", "out_trade_no": "QSORACLE0003",
            "amount": {"refund": 234, "total": 1234, "currency": "CNY"},
            "notify_url": f"http://127.0.0.1:{catcher.server_port}/notify"})  # fmt: skip
    _wait(lambda: len(catcher.caught) == 2)

    paid, refunded = oracle(
        *({"call": "callback", "headers": headers, "body": body} for headers, body in catcher.caught)
    )

    assert paid["event_type"] == "TRANSACTION.SUCCESS"
    assert (paid["resource"]["out_trade_no"], paid["resource"]["amount"]["total"]) == ("QSORACLE0003", 1234)
    assert refunded["event_type"] == "REFUND.SUCCESS"
    assert refunded["resource"]["amount"]["refund"] == 234


def test_it_does_not_open_a_forged_one(oracle, under_test, catcher, sandbox):
    oracle(_order("QSORACLE0004"))
    sandbox.fault("wechat.notify_forged", "QSORACLE0004")
    under_test.pay("QSORACLE0004")
    _wait(lambda: len(catcher.caught) == 1)
    [(headers, body)] = catcher.caught

    assert oracle({"call": "callback", "headers": headers, "body": body}) == [None]
