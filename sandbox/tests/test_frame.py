"""The frame answers, keeps its state over a restart, and switches faults."""

import json
import threading
import urllib.error
import urllib.request

import pytest

from sandbox.build import build
from sandbox.frame import Fault, text
from sandbox.frame.server import make_server


@pytest.fixture
def app(tmp_path):
    app = build(tmp_path, base_url="http://127.0.0.1:0")
    app.faults.register(Fault("test.late", "晚到"))
    app.route("GET", "/echo/{name}/", lambda request: text(f"{request.match['name']} {request.query}"))
    return app


@pytest.fixture
def url(app):
    server = make_server(app, 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def _post(url, data, content_type="application/json"):
    request = urllib.request.Request(url, data, {"Content-Type": content_type})
    with urllib.request.urlopen(request, timeout=5) as answer:
        return answer.status, answer.read().decode()


def test_a_path_with_a_name_reaches_its_handler(url):
    with urllib.request.urlopen(f"{url}/echo/abc/?q=1", timeout=5) as answer:
        assert answer.read().decode() == "abc {'q': '1'}"


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/nowhere", 404), ("DELETE", "/healthz", 405)]
)
def test_what_is_not_there_is_said(url, method, path, status):
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(urllib.request.Request(url + path, method=method), timeout=5)

    assert refused.value.code == status
    refused.value.close()


def test_every_page_carries_the_mark(url):
    for path in ("/", "/faults/"):
        with urllib.request.urlopen(url + path, timeout=5) as answer:
            assert "沙盒 sandbox" in answer.read().decode()


def test_a_fault_is_switched_on_for_one_object_and_counts_down(url, app):
    body = json.dumps({"code": "test.late", "key": "A1", "value": "9", "times": 2}).encode()

    assert _post(url + "/faults/", body)[0] == 204

    assert [app.faults.take("test.late", key) for key in ("A2", "A1", "A1", "A1")] == [None, "9", "9", None]


def test_a_fault_for_all_lasts_until_it_is_switched_off(url, app):
    _post(url + "/faults/", b"code=test.late&key=&value=&times=", "application/x-www-form-urlencoded")
    assert app.faults.take("test.late", "A1") == ""

    _post(url + "/faults/", b"off=all", "application/x-www-form-urlencoded")

    assert app.faults.take("test.late", "A1") is None


def test_an_unknown_fault_is_refused(url):
    with pytest.raises(urllib.error.HTTPError) as refused:
        _post(url + "/faults/", b'{"code": "test.none"}')

    assert refused.value.code == 404
    refused.value.close()


def test_a_write_that_fails_leaves_nothing(app):
    app.store.schema("CREATE TABLE IF NOT EXISTS thing (id INTEGER)")

    def fail():
        with app.store.writing():
            app.store.execute("INSERT INTO thing VALUES (1)")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert app.store.rows("SELECT * FROM thing") == []
