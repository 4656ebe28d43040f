"""The look-alike bank takes whole batches only, pays a reference once, tells results in parts."""

import hashlib
import hmac
import json
import threading
import time
from http.client import HTTPConnection

import pytest

from sandbox.bank.files import read_batch
from sandbox.build import build
from sandbox.frame.drop import Refused
from sandbox.frame.server import make_server


def line(ref: str, account: str = "6222021234", amount: str = "100.00") -> str:
    return f"{ref},雷山县㵲阳冬衣厂,{account},工行雷山支行,{amount},冬衣"


def with_code(text: str) -> str:
    """Put the empty bank code before the amount."""
    ref, payee, account, bank, amount, purpose = text.split(",")
    return f"{ref},{payee},{account},{bank},,{amount},{purpose}"


def made(*lines: str, **options) -> bytes:
    content = [with_code(text) for text in lines]
    amounts = sum(int(text.split(",")[5].replace(".", "")) for text in content)
    number, count = options.get("number", "B1"), len(content)
    whole = options.get("total") or f"{amounts // 100}.{amounts % 100:02d}"
    body = f"QSBANK-PAY-1,{number},黔山助学基金会,5200001,{count},{whole},20261124100000\r\n"
    body += "".join(f"L,{n},{text}\r\n" for n, text in enumerate(content, start=1))
    raw = b"\xef\xbb\xbf" + body.encode()
    return raw + f"E,{count},{whole},{hashlib.sha256(raw).hexdigest()}\r\n".encode()


@pytest.fixture
def bank(tmp_path):
    app = build(tmp_path, base_url="http://127.0.0.1", speed=60)
    server = make_server(app, 0)
    threads = [
        threading.Thread(target=server.serve_forever, daemon=True),
        threading.Thread(target=app.run_ticks, daemon=True),
    ]
    for thread in threads:
        thread.start()
    yield Caller(server.server_port, app)
    app.stop()
    server.shutdown()
    server.server_close()


class Caller:
    def __init__(self, port, app):
        self.port, self.app = port, app

    def call(self, method, path, body=b"", key="sandbox-drop-key", headers=None):
        signature = "hmac-sha256=" + hmac.new(key.encode(), body, hashlib.sha256).hexdigest()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        connection.request(method, path, body or None, {"X-File-Signature": signature, **(headers or {})})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, content

    def put(self, name, body, **options):
        status, content = self.call("PUT", f"/bank/in/{name}", body, **options)
        return status, json.loads(content)

    def results(self, count, after=""):
        for _ in range(200):
            files = json.loads(self.call("GET", f"/bank/out?after={after}")[1])["files"]
            if len(files) >= count:
                return [self.call("GET", f"/bank/out/{f['name']}")[1].decode("utf-8-sig") for f in files]
            time.sleep(0.02)
        raise AssertionError(f"no {count} results: {files}")


def test_a_batch_is_paid_and_told(bank):
    status, answer = bank.put(
        "B1.csv", made(line("FK1"), line("FK2", "6222020000"), line("FK3", "6222021111"))
    )

    assert (status, answer["ref"][:2]) == (201, "BK")
    rows = bank.results(1)[0].splitlines()
    assert [row.split(",")[4] for row in rows[1:4]] == ["S", "F", "F"]
    assert rows[2].endswith(",0102,账号不存在")
    assert rows[4].startswith("E,3,1,100.00,")


def test_the_same_file_again_gets_the_same_answer_and_pays_nothing_more(bank):
    first = bank.put("B1.csv", made(line("FK1")))
    second = bank.put("B1.csv", made(line("FK1")))

    assert (first[0], second[0]) == (201, 200)
    assert first[1] == second[1]
    assert bank.put("B1.csv", made(line("FK9")))[0] == 409


def test_a_reference_is_paid_once_also_in_another_batch(bank):
    bank.put("B1.csv", made(line("FK1")))

    status, answer = bank.put("B2.csv", made(line("FK1"), number="B2"))

    assert status == 422
    assert "FK1" in answer["reason"]


def test_a_failed_reference_may_be_paid_in_another_batch(bank):
    bank.put("B1.csv", made(line("FK1", "6222020000")))
    bank.results(1)

    assert bank.put("B2.csv", made(line("FK1"), number="B2"))[0] == 201


def test_a_held_line_is_told_later(bank):
    bank.app.faults.switch("bank.hold", key="FK2")
    bank.put("B1.csv", made(line("FK1"), line("FK2")))
    first = bank.results(1)[0]
    bank.app.faults.clear("bank.hold", "FK2")

    second = bank.results(2)[1]

    assert "FK2,6222021234,100.00,P,,," in first
    assert "FK1" not in second
    assert "FK2" in second
    assert ",S,TX" in second


def test_results_come_twice_or_wrong_when_told_so(bank):
    bank.app.faults.switch("bank.result_twice", key="B1")
    bank.app.faults.switch("bank.wrong_amount", key="FK1")
    bank.put("B1.csv", made(line("FK1")))

    one, two = bank.results(2)

    assert ",99.99,S," in one
    assert one.split(",")[3] == "1"
    assert two.split(",")[3] == "2"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (made(line("FK1"), total="1.00"), "合计不符"),
        (made(line("FK1"))[:-10] + b"x" * 8 + b"\r\n", "摘要不符"),
        (made(line("FK1"))[3:], "BOM"),
        (made(line("FK1"), line("FK1")), "出现两次"),
        (made(line("FK1", amount="0.00")), "金额为零"),
        (made(line("FK1", amount="1.5"), total="1.50"), "金额格式"),
        (made(line("FK1", account="张三")), "账号"),
    ],
)
def test_a_wrong_batch_is_refused_whole(content, why):
    with pytest.raises(Refused, match=why):
        read_batch(content)


def test_a_wrong_signature_and_a_busy_bank_take_nothing(bank):
    assert bank.put("B1.csv", made(line("FK1")), key="other")[0] == 401
    bank.app.faults.switch("bank.busy", times=1)
    assert bank.put("B1.csv", made(line("FK1")))[0] == 503
    assert bank.put("B1.csv", made(line("FK1")))[0] == 201


def test_a_person_fails_a_held_line_on_the_panel(bank):
    bank.app.faults.switch("bank.hold", key="FK1")
    bank.put("B1.csv", made(line("FK1")))
    page = bank.call("GET", "/bank/batches/B1/")[1].decode()
    assert "雷山县㵲阳冬衣厂" in page

    form = {"Content-Type": "application/x-www-form-urlencoded"}
    status, _ = bank.call("POST", "/bank/batches/B1/", b"ref=FK1&do=fail&code=0101", headers=form)

    assert status == 303
    assert "FK1,6222021234,100.00,F,,,0101,户名不符" in bank.results(1)[0]
    assert "FK1,B1,10000,F" in bank.call("GET", "/bank/payments.csv")[1].decode()


def test_there_is_a_page_for_people(bank):
    bank.put("B1.csv", made(line("FK1")))

    assert "黔山助学基金会" in bank.call("GET", "/bank/")[1].decode()
    assert bank.call("GET", "/bank/batches/none/")[0] == 404
